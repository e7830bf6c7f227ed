import type { Gateway } from '../../shared/payment/products.ts';

/** A gateway said something that no table speaks of. */
export interface UnknownCode {
  readonly gateway: Gateway;
  readonly service: string;
  /** As it came, tidied; a status is told as "paymentStatus=…". */
  readonly code: string;
}
export type Report = (fact: UnknownCode) => void;

/** Different codes a gateway may invent before the till stops listening. */
const REPORTED_MAX = 200;

/** Passes each fact on once. */
export function onceEach(report: Report): Report {
  const told = new Set<string>();
  return (fact) => {
    const name = `${fact.gateway} ${fact.service} ${fact.code}`;
    if (told.has(name) || told.size >= REPORTED_MAX) return;
    told.add(name);
    report(fact);
  };
}
