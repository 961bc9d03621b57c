import type { Language } from '#language';
import { say } from '#web/words.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { macro } from './macro.ts';

/*
 * GOV.UK Frontend's macros as typed functions. A macro that has an English default gets its text here, in the language
 * of the page; a parameter with such a default is never left to the caller.
 */

type Attributes = Readonly<Record<string, string>>;

export type Choice = {
  readonly value: string;
  readonly text: string;
  readonly hint?: string;
  readonly checked?: boolean;
};

export type Field = {
  readonly name: string;
  /** The question. `heading` makes it the heading of the page as well. */
  readonly label: string;
  readonly heading?: boolean;
  readonly hint?: string | Html;
  readonly error?: string;
  /** Not a question of its own: it stands under one. */
  readonly quietLabel?: boolean;
  readonly language: Language;
};

const textOrHtml = (value: string | Html): object =>
  typeof value === 'string' ? { text: value } : { html: String(value) };

const hintOf = (field: Field): object => (field.hint === undefined ? {} : { hint: textOrHtml(field.hint) });

const errorOf = (field: Field): object =>
  field.error === undefined
    ? {}
    : { errorMessage: { text: field.error, visuallyHiddenText: say(field.language, 'error') } };

const labelOf = (field: Field): object => ({
  label: {
    text: field.label,
    isPageHeading: field.heading === true,
    classes: field.heading === true ? 'govuk-label--l' : 'govuk-label--s',
  },
});

const legendOf = (field: Field): object => ({
  fieldset: {
    legend: {
      text: field.label,
      isPageHeading: field.heading === true,
      classes:
        field.quietLabel === true
          ? 'okno-quiet'
          : field.heading === true
            ? 'govuk-fieldset__legend--l'
            : 'govuk-fieldset__legend--s',
    },
  },
});

export type ButtonLook = 'main' | 'secondary' | 'warning' | 'link';

export function button(options: {
  readonly text: string;
  readonly look?: ButtonLook;
  readonly name?: string;
  readonly value?: string;
  readonly href?: string;
  readonly attributes?: Attributes;
}): Html {
  const { look = 'main', ...rest } = options;
  const classes = look === 'main' ? '' : look === 'link' ? 'okno-button--link' : `govuk-button--${look}`;
  return macro('govuk/components/button', 'govukButton', {
    ...rest,
    classes,
    preventDoubleClick: options.href === undefined,
  });
}

export function radios(
  field: Field & {
    readonly items: readonly Choice[];
    readonly inline?: boolean;
    /** A word that stands before the choice of this value. */
    readonly divider?: string;
    readonly dividerBefore?: string;
  },
): Html {
  return macro('govuk/components/radios', 'govukRadios', {
    name: field.name,
    idPrefix: field.name,
    classes: field.inline === true ? 'govuk-radios--inline' : '',
    ...legendOf(field),
    ...hintOf(field),
    ...errorOf(field),
    items: field.items.flatMap((item) => [
      ...(field.divider !== undefined && item.value === field.dividerBefore ? [{ divider: field.divider }] : []),
      choiceItem(item),
    ]),
  });
}

export function checkboxes(field: Field & { readonly items: readonly Choice[]; readonly small?: boolean }): Html {
  return macro('govuk/components/checkboxes', 'govukCheckboxes', {
    name: field.name,
    idPrefix: field.name,
    classes: field.small === true ? 'govuk-checkboxes--small' : '',
    ...legendOf(field),
    ...hintOf(field),
    ...errorOf(field),
    items: field.items.map(choiceItem),
  });
}

const choiceItem = (item: Choice): object => ({
  value: item.value,
  text: item.text,
  checked: item.checked === true,
  ...(item.hint === undefined ? {} : { hint: { text: item.hint } }),
});

export function input(
  field: Field & {
    readonly value?: string;
    readonly inputmode?: 'numeric' | 'decimal' | 'text';
    readonly suffix?: string;
    readonly width?: 2 | 4 | 5 | 10 | 20;
    readonly autocomplete?: string;
    readonly attributes?: Attributes;
  },
): Html {
  return macro('govuk/components/input', 'govukInput', {
    id: field.name,
    name: field.name,
    ...labelOf(field),
    ...hintOf(field),
    ...errorOf(field),
    ...(field.value === undefined ? {} : { value: field.value }),
    inputmode: field.inputmode ?? 'text',
    classes: field.width === undefined ? '' : `govuk-input--width-${field.width}`,
    autocomplete: field.autocomplete ?? 'off',
    spellcheck: false,
    ...(field.suffix === undefined ? {} : { suffix: { text: field.suffix } }),
    ...(field.attributes === undefined ? {} : { attributes: field.attributes }),
  });
}

/** A line with what may be meant shown while it is typed. */
export function lineInput(field: Parameters<typeof input>[0], suggestions: readonly string[] = []): Html {
  if (suggestions.length === 0) return input(field);
  const list = `${field.name}-list`;
  return html`${input({ ...field, attributes: { ...field.attributes, list } })}
    <datalist id="${list}">${suggestions.map((text) => html`<option value="${text}"></option>`)}</datalist>`;
}

export function textarea(
  field: Field & { readonly value?: string; readonly rows?: number; readonly attributes?: Attributes },
): Html {
  return macro('govuk/components/textarea', 'govukTextarea', {
    id: field.name,
    name: field.name,
    ...labelOf(field),
    ...hintOf(field),
    ...errorOf(field),
    value: field.value ?? '',
    rows: field.rows ?? 5,
    spellcheck: true,
    ...(field.attributes === undefined ? {} : { attributes: field.attributes }),
  });
}

export function select(field: Field & { readonly items: readonly Choice[] }): Html {
  return macro('govuk/components/select', 'govukSelect', {
    id: field.name,
    name: field.name,
    ...labelOf(field),
    ...hintOf(field),
    ...errorOf(field),
    items: field.items.map((item) => ({ value: item.value, text: item.text, selected: item.checked === true })),
  });
}

export type DateTyped = { readonly day: string; readonly month: string; readonly year: string };

export function dateInput(field: Field & { readonly typed?: DateTyped }): Html {
  const parts = ['day', 'month', 'year'] as const;
  return macro('govuk/components/date-input', 'govukDateInput', {
    id: field.name,
    namePrefix: field.name,
    ...legendOf(field),
    ...hintOf(field),
    ...errorOf(field),
    items: parts.map((part) => ({
      name: part,
      id: `${field.name}-${part}`,
      label: say(field.language, part),
      value: field.typed?.[part] ?? '',
      classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
    })),
  });
}
