// Reads what a source file imports, with the parser of the bundler.
import { parseSync, Visitor } from 'vite';

const lineOf = (text, offset) => text.slice(0, offset).split('\n').length;

/**
 * Every import of a file: `import`, `export from`, `import()`, `import('…').Type`, `require()`.
 * Gives `{specifier, line}`; `specifier` is undefined where it is computed. Throws when the file does not parse.
 */
export function importsOf(path, text) {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const found = [];
  const add = (node, source) => {
    const isText = source?.type === 'Literal' && typeof source.value === 'string';
    found.push({ specifier: isText ? source.value : undefined, line: lineOf(text, node.start) });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node, node.source),
    ExportAllDeclaration: (node) => add(node, node.source),
    ExportNamedDeclaration: (node) => node.source && add(node, node.source),
    ImportExpression: (node) => add(node, node.source),
    TSImportType: (node) => add(node, node.source ?? node.argument?.literal ?? node.argument),
    CallExpression: (node) => node.callee.type === 'Identifier' && node.callee.name === 'require' && add(node, node.arguments[0]),
  }).visit(program);
  return found;
}
