/** A form the bot opened, as a dialog over the page. */
import type { APIModalInteractionResponseCallbackComponent } from 'discord-api-types/v10';
import type { Outcome, SeenForm } from '../standin/contract.ts';
import { component } from './discord.ts';
import { make, makeButton, setAttribute, start } from './dom.ts';
import { createField, type Field } from './field.ts';
import { icon } from './icons.ts';
import { drawMarkdown, type Wording } from './markdown-draw.ts';

export interface FormHandlers {
  wording: Wording;
  /** Who reads what is typed. */
  bot: string;
  submit(fields: Record<string, string | string[]>): Promise<Outcome>;
  closed(): void;
}

/** Opens the form and takes itself away when it is sent or left. */
export function openForm(form: SeenForm, handlers: FormHandlers): void {
  const fields: FieldRow[] = [];
  const parts = withoutNulls(form.data).components.map((part, index) => {
    const drawn = drawPart(part, `form-${index}`, handlers.wording);
    if (drawn instanceof HTMLElement) return drawn;
    fields.push(drawn);
    return drawn.element;
  });
  const title = make('h2', { id: 'form-title' }, form.data.title);
  const close = makeButton(
    { class: 'icon-button', 'aria-label': 'Close' },
    () => dialog.close(),
    icon('close'),
  );
  const note = make(
    'p',
    { class: 'form-note' },
    `${handlers.bot} reads what you send. Nobody else sees this form.`,
  );
  const failure = make('p', { class: 'notice failed', role: 'alert' });
  const send = make('button', { type: 'submit', class: 'button main' }, 'Submit');
  const cancel = makeButton({ class: 'button plain' }, () => dialog.close(), 'Cancel');
  const body = make(
    'form',
    { novalidate: true },
    make('header', { class: 'form-head' }, title, close),
    make('div', { class: 'form-body' }, ...parts, note),
    failure,
    make('footer', { class: 'form-foot' }, cancel, send),
  );
  const dialog = make('dialog', { class: 'form', 'aria-labelledby': 'form-title' }, body);

  body.addEventListener('submit', event => {
    event.preventDefault();
    if (!checkAll(fields) || send.disabled) return;
    start(submit());
  });
  async function submit() {
    failure.textContent = '';
    send.disabled = true;
    const outcome = await handlers.submit(readAll(fields));
    send.disabled = false;
    if (outcome.kind === 'failed') failure.textContent = outcome.reason;
    else dialog.close();
  }

  dialog.addEventListener('close', () => {
    dialog.remove();
    handlers.closed();
  });
  document.body.append(dialog);
  dialog.showModal();
  fields[0]?.field.focus();
}

interface FieldRow {
  field: Field;
  element: HTMLElement;
  /** Marks the field as wrong, or as right again. */
  show(problem: string | undefined): void;
}

function drawPart(part: APIModalInteractionResponseCallbackComponent, id: string, wording: Wording) {
  if (part.type === component.text) return drawMarkdown(part.content, wording);
  if (part.type === component.label) {
    const field = createField(part.component, part.label, id);
    return field ? drawRow(field, id, part.description) : drawUnknown(part.component.type);
  }
  const inner = part.type === component.row ? part.components[0] : part;
  if (inner?.type !== component.textInput) return drawUnknown(part.type);
  const field = createField(inner, inner.label ?? '', id);
  return field ? drawRow(field, id, undefined) : drawUnknown(inner.type);
}

function drawRow(field: Field, id: string, hint: string | undefined): FieldRow {
  const required = field.required ? make('span', { class: 'required' }, 'required') : undefined;
  const problem = make('p', { id: `${id}-problem`, class: 'problem', role: 'alert' });
  const element = make(
    'div',
    { class: 'field' },
    make('label', { id: `${id}-label`, for: id }, field.label, required),
    hint === undefined ? undefined : make('p', { id: `${id}-hint`, class: 'field-hint' }, hint),
    field.element,
    problem,
  );
  const show = (text: string | undefined) => {
    problem.textContent = text ?? '';
    for (const input of element.querySelectorAll('input, textarea, button')) {
      setAttribute(input, 'aria-invalid', text === undefined ? undefined : 'true');
    }
  };
  element.addEventListener('input', () => show(undefined));
  return { field, element, show };
}

function checkAll(rows: readonly FieldRow[]): boolean {
  const wrong = rows.filter(row => {
    const problem = row.field.problem();
    row.show(problem);
    return problem !== undefined;
  });
  wrong[0]?.field.focus();
  return wrong.length === 0;
}

function readAll(rows: readonly FieldRow[]): Record<string, string | string[]> {
  const read: Record<string, string | string[]> = {};
  for (const { field } of rows) {
    const value = field.read();
    if (value !== undefined) read[field.customId] = value;
  }
  return read;
}

/** Discord leaves out what was sent as null; a form arrives as it was sent. */
function withoutNulls<T>(data: T): T {
  return JSON.parse(JSON.stringify(data), (_, value: unknown) => value ?? undefined) as T;
}

function drawUnknown(type: number): HTMLElement {
  return make('p', { class: 'unknown' }, `The page cannot draw form component type ${type} yet.`);
}
