import type { ReactNode } from 'react';

/** One part of a report: a heading and its rows. */
export function Block({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="report-block">
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

/** A name and what there is of it. */
export function Row({ name, strong = false, children }: { readonly name: string; readonly strong?: boolean; readonly children: ReactNode }) {
  return (
    <div className="report-row" data-strong={strong}>
      <dt>{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
