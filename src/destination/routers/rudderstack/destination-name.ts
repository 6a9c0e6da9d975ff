/** What this destination is called in RudderStack. */

/** `destinationDefinition.name` in the workspace configuration; in paths and in `destType` it is in lower case. */
export const DESTINATION_NAME = 'OPENAI_ADS_CAPI';
