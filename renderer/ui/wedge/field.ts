/** A control that changes when a character is typed while it has the focus. */
export type TypingField = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Kinds of <input> that digits and letters do nothing to. */
const NOT_TYPED_INTO: ReadonlySet<string> = new Set(['button', 'checkbox', 'color', 'file', 'hidden', 'image', 'radio', 'range', 'reset', 'submit']);

/** The field an event goes to, or null when typing there changes nothing that could be restored. */
export function typingFieldOf(target: EventTarget | null): TypingField | null {
  if (target instanceof HTMLSelectElement) return target.disabled ? null : target;
  if (target instanceof HTMLTextAreaElement) return target.disabled || target.readOnly ? null : target;
  if (!(target instanceof HTMLInputElement) || target.disabled || target.readOnly) return null;
  return NOT_TYPED_INTO.has(target.type) ? null : target;
}

/** A field as it was before a burst reached it. */
export interface FieldMemory {
  readonly field: TypingField;
  readonly value: string;
  readonly selection: { readonly start: number; readonly end: number; readonly direction: 'forward' | 'backward' | 'none' } | null;
}

export function rememberField(field: TypingField): FieldMemory {
  // Selects have no caret, and number and e-mail inputs do not tell theirs.
  const start = field instanceof HTMLSelectElement ? null : field.selectionStart;
  const end = field instanceof HTMLSelectElement ? null : field.selectionEnd;
  const direction = field instanceof HTMLSelectElement ? null : field.selectionDirection;
  return { field, value: field.value, selection: start === null || end === null ? null : { start, end, direction: direction ?? 'none' } };
}

/**
 * Puts a field back. The value goes through the element's own setter and an `input` event follows, so that a field whose
 * value React controls learns of it like of typing.
 */
export function restoreField({ field, value, selection }: FieldMemory): void {
  if (!field.isConnected) return;
  if (field.value !== value) {
    nativeValueSetter(field)?.call(field, value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    if (field instanceof HTMLSelectElement) field.dispatchEvent(new Event('change', { bubbles: true }));
  }
  if (selection !== null && !(field instanceof HTMLSelectElement)) field.setSelectionRange(selection.start, selection.end, selection.direction);
}

/** React replaces `value` on the element itself; the setter of the prototype is the browser's. */
function nativeValueSetter(field: TypingField): ((value: string) => void) | undefined {
  const prototype = field instanceof HTMLSelectElement ? HTMLSelectElement.prototype
    : field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  return Object.getOwnPropertyDescriptor(prototype, 'value')?.set;
}

/** Ends a composition an input method has begun in the field, so that its letters do not come after the restored value. */
export function endComposition(field: TypingField): void {
  if (field.ownerDocument.activeElement !== field) return;
  field.blur();
  field.focus();
}

/** Types a character at the caret of whatever has the focus, as the keyboard would have: with undo, `maxlength` and events. */
export function typeAtCaret(document: Document, character: string): void {
  // Deprecated, yet the only call that types into inputs, text areas and editable elements alike; Chromium keeps it.
  document.execCommand('insertText', false, character);
}
