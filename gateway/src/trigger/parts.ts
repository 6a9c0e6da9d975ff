/** What can be left out of an example, to see what it is worth. */

export const PARTS = ['oppref', 'email', 'userId', 'currency'] as const;
export type Part = (typeof PARTS)[number];
