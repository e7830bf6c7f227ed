import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { Key } from './Key.tsx';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  readonly look?: 'plain' | 'primary' | 'quiet' | 'risk';
  readonly size?: 'normal' | 'pay';
  readonly icon?: ReactNode;
  /** The key that does the same, printed on the control. */
  readonly hint?: string;
  /** Names the action for tests and for the demo. */
  readonly action?: string;
  readonly submits?: boolean;
  readonly block?: boolean;
}

/**
 * Keeps a mouse click from moving the focus: what the cashier clicked must not be pressed again by the next Enter. Tab still reaches every
 * control.
 */
export const keepFocus = (event: MouseEvent): void => {
  event.preventDefault();
};

/** A button: at least 44 px high (56 for paying), its key printed on it. */
export function Button({ look = 'plain', size = 'normal', icon, hint = '', action, submits = false, block = false, className = '', children, ...rest }: ButtonProps) {
  const classes = ['button', look === 'plain' ? '' : `button-${look}`, size === 'pay' ? 'button-pay' : '', block ? 'button-block' : '', children === undefined ? 'button-icon' : '', className];
  return (
    <button
      type={submits ? 'submit' : 'button'}
      className={classes.filter((name) => name !== '').join(' ')}
      data-action={action}
      aria-keyshortcuts={hint === '' ? undefined : hint}
      onMouseDown={keepFocus}
      {...rest}
    >
      {icon}
      {children !== undefined && <span className="button-label">{children}</span>}
      {hint !== '' && <Key name={hint} />}
    </button>
  );
}
