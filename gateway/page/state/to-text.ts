/** What a person is told of anything that was thrown. */
export const toText = (error: unknown): string => (error instanceof Error ? error.message : String(error));
