/** The table of signatures: which body each came with. In order of arrival, so that the oldest are the first. */
export const SIGNATURES_TABLE = `
CREATE TABLE signatures (n INTEGER PRIMARY KEY, signature BLOB NOT NULL UNIQUE, body BLOB NOT NULL, at_ms INTEGER NOT NULL);
`;
