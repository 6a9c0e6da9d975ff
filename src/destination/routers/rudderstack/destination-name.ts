/** The name of this destination in RudderStack. */

/** `destinationDefinition.name` in the workspace configuration. Lower case in paths and in `destType`. */
export const DESTINATION_NAME = 'OPENAI_ADS_CAPI';
