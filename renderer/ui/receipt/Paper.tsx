import { QRCodeSVG } from 'qrcode.react';
import type { ReceiptBlock } from '../../../shared/receipt/blocks.ts';
import { code128Bars } from '../../../shared/receipt/code128.ts';
import './paper.css';

/** A receipt as it would lie in the customer's hand: black on white in every theme. */
export function Paper({ blocks, logo, label }: { readonly blocks: readonly ReceiptBlock[]; readonly logo: string | null; readonly label: string }) {
  return (
    <article className="paper" aria-label={label} data-paper="">
      {blocks.map((block, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a paper's lines have no names of their own, and never move
        <Block key={at} block={block} logo={logo} />
      ))}
    </article>
  );
}

function Block({ block, logo }: { readonly block: ReceiptBlock; readonly logo: string | null }) {
  switch (block.kind) {
    case 'logo':
      return logo === null ? null : <img className="paper-logo" src={logo} alt="" />;
    case 'text':
      return <p className={`paper-text paper-${block.style}`} data-align={block.align}>{block.text}</p>;
    case 'banner':
      return <p className="paper-banner">{block.text}</p>;
    case 'pair':
      return (
        <p className={`paper-pair paper-${block.style}`} data-indent={block.indent}>
          <span>{block.left}</span> <span className="figures">{block.right}</span>
        </p>
      );
    case 'table':
      return <TaxTable rows={block.rows} />;
    case 'rule':
      return <hr className="paper-rule" data-weight={block.weight} />;
    case 'space':
      return <div className="paper-space" />;
    case 'barcode':
      return <Barcode text={block.text} />;
    case 'qr':
      return (
        <figure className="paper-code">
          <QRCodeSVG value={block.text} size={112} level="M" marginSize={4} bgColor="#ffffff" fgColor="#000000" shapeRendering="crispEdges" title={block.caption} />
          <figcaption className="paper-small figures">{block.caption}</figcaption>
        </figure>
      );
    case 'cut':
      return null;
  }
}

function TaxTable({ rows: all }: { readonly rows: readonly (readonly string[])[] }) {
  const [head, ...rows] = all;
  return (
    <table className="paper-table">
      <thead>
        <tr>{head?.map((cell) => <th key={cell} scope="col">{cell}</th>)}</tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.join(' ')}>
            {row.map((cell, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- two amounts may be the same
              <td key={at} className="figures">{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Barcode({ text }: { readonly text: string }) {
  const { modules, bars } = code128Bars(text);
  return (
    <figure className="paper-code">
      <svg width={modules * 1.5} height={44} viewBox={`0 0 ${modules} 1`} preserveAspectRatio="none" shapeRendering="crispEdges" role="img" aria-label={text}>
        <path d={bars.map(([at, width]) => `M${at} 0h${width}v1h-${width}z`).join('')} />
      </svg>
      <figcaption className="paper-small figures">{text}</figcaption>
    </figure>
  );
}
