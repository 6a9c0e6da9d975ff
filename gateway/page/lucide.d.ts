/** Shapes of one of Lucide's icons (ISC), put in by the build. */
declare module 'lucide:*' {
	const shapes: readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];
	export default shapes;
}
