/** What a form's fields accept, worded for the person who fills them in. Pure. */

export interface Rule {
  required: boolean;
  least?: number | undefined;
  most?: number | undefined;
}

/** What is wrong with a typed text, if anything; `least` and `most` in characters. */
export function checkText({ required, least, most }: Rule, text: string): string | undefined {
  if (text.trim() === '') return required ? 'Something is expected here.' : undefined;
  if (least !== undefined && text.length < least) {
    return `At least ${least} characters are expected; there are ${text.length}.`;
  }
  if (most !== undefined && text.length > most) {
    return `At most ${most} characters are expected; there are ${text.length}.`;
  }
  return undefined;
}

/** What is wrong with the number of options chosen, if anything. */
export function checkChosen({ required, least = 1, most = 1 }: Rule, chosen: number): string | undefined {
  if (chosen === 0) return required && least > 0 ? 'A choice is expected here.' : undefined;
  if (chosen < least) return `At least ${least} are expected; ${chosen} chosen.`;
  if (chosen > most) return `At most ${most} can be chosen; there are ${chosen}.`;
  return undefined;
}
