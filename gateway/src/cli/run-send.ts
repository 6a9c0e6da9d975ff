/** `openai-ads send` */

import { withDefaultPorts } from 'openai-ads-destination/pipeline';
import { createOutbound, type Outbound } from '../outbound.js';
import { type Checkpoint, openCheckpoint, toTarget } from '../send/checkpoint.js';
import { chooseSender } from '../send/choose-sender.js';
import { type CompactProfiles, createCompactProfiles } from '../send/compact-profiles.js';
import { describeEnd, describeStart, describeTotal } from '../send/describe-run.js';
import { makePlan } from '../send/make-plan.js';
import { type Input, openInput } from '../send/open-input.js';
import { createProgress, type Progress } from '../send/progress.js';
import { checkFlags, type SendFlags, toLimits } from '../send/send-options.js';
import { sendRun } from '../send/send-run.js';
import { Tally } from '../send/tally.js';
import { Waits } from '../send/waits.js';
import { type LoadedConfiguration, loadConfiguration } from '../settings/load-configuration.js';
import { type Interruption, watchInterruption } from './interruption.js';
import { keepHeapSmall } from './keep-heap-small.js';
import { printResults } from './print-results.js';
import { say } from './say.js';

/** Full requests are the fastest way through a file, and two of them outrun the mapping; the library's own defaults suit single events. */
const [FLUSH_AT, MAX_IN_FLIGHT] = [1000, 2];
const LOOK_EVERY_MS = 1000;
const INTERRUPTED = 'Interrupted: ending what is under way, for at most four seconds. Once more ends at once.';

/** All that a run of the command has at hand. */
interface Context {
	readonly file: string;
	readonly flags: SendFlags;
	readonly loaded: LoadedConfiguration;
	readonly outbound: Outbound;
	readonly input: Input;
	readonly checkpoint: Checkpoint | undefined;
	readonly interruption: Interruption;
	/** Of what runs just now. */
	readonly shown: { progress: Progress };
	readonly tally: Tally;
	readonly profiles: CompactProfiles;
}

/**
 * Sends a file of events and sets the exit code: 0 all accepted or skipped, 1 some not, 130 interrupted.
 *
 * @throws StartError for settings and flags, and for a file that can't be read
 */
export async function runSend(file: string, flags: SendFlags): Promise<void> {
	checkFlags(file, flags);
	keepHeapSmall('backfill');
	const loaded = load(flags);
	const input = await openInput(file);
	const checkpoint = await findCheckpoint(input, flags, loaded);
	if (checkpoint?.start.isDone) {
		input.stream.destroy();
		say(`${file}: sent to its end, says ${flags.checkpoint}. To send it again, name another checkpoint.`);
		return;
	}
	const outbound = await createOutbound(loaded.proxy);
	const shown = { progress: startProgress(undefined, flags, false) };
	const interruption = watchInterruption(() => {
		shown.progress.say(INTERRUPTED);
		input.stream.destroy();
	});
	const profiles = createCompactProfiles({ nowMs: Date.now });
	const tally = new Tally();
	const context = { file, flags, loaded, outbound, input, checkpoint, interruption, shown, tally, profiles };
	try {
		if (await showPlan(context)) await send(context);
		else process.exitCode = 130;
	} finally {
		await outbound.close();
	}
}

function load(flags: SendFlags): LoadedConfiguration {
	const loaded = loadConfiguration({
		environment: process.env,
		configFile: flags.config,
		needsCredentials: !flags.dryRun && flags.gateway === undefined,
	});
	const { given, destination } = loaded;
	const flushAt = given['flushAt'] === undefined ? FLUSH_AT : destination.flushAt;
	const maxInFlight = given['maxInFlight'] === undefined ? MAX_IN_FLIGHT : destination.maxInFlight;
	return { ...loaded, destination: { ...destination, flushAt, maxInFlight } };
}

async function findCheckpoint(
	{ fingerprint }: Input,
	{ checkpoint, gateway }: SendFlags,
	{ destination: { pixelId = '', endpoint } }: LoadedConfiguration,
): Promise<Checkpoint | undefined> {
	if (checkpoint === undefined || fingerprint === undefined) return undefined;
	const target = gateway === undefined ? toTarget(pixelId, endpoint) : toTarget(gateway);
	return openCheckpoint(checkpoint, { input: fingerprint, target });
}

/** Results on the same terminal would tear a bar apart. */
function startProgress(totalBytes: number | undefined, { json }: SendFlags, isShown = true): Progress {
	const hasBar = isShown && process.stderr.isTTY && !(json === true && process.stdout.isTTY);
	return createProgress({ totalBytes, hasBar, monotonicMs: () => performance.now() });
}

/** Says what would be sent, unless the run is one itself or goes on in the middle. @returns whether to go on */
async function showPlan(context: Context): Promise<boolean> {
	const { file, flags, loaded, input, checkpoint, interruption, shown, profiles } = context;
	if (flags.dryRun || (checkpoint?.start.settled ?? 0) > 0) return true;
	if (input.fingerprint === undefined) {
		say('plan: none, since what is not a file can be read only once.');
		return true;
	}
	shown.progress = startProgress(input.totalBytes, flags);
	const plan = await makePlan(file, {
		settings: loaded.destination,
		profiles,
		...toLimits(loaded.destination, { dryRun: true }),
		nowMs: Date.now(),
		perSecond: flags.rate,
		isInterrupted: () => interruption.hasBegun,
		onProgress: shown.progress.show,
	}).finally(() => shown.progress.stop());
	profiles.clear();
	if (plan !== undefined) say(plan);
	return plan !== undefined;
}

async function send(context: Context): Promise<void> {
	const { flags, loaded, outbound, input, checkpoint, interruption, shown, tally, profiles } = context;
	for (const line of checkpoint === undefined ? [] : describeStart(checkpoint.start)) say(line);
	const waits = new Waits(flags.gateway === undefined ? 'OpenAI' : 'the gateway', () => Date.now());
	const { sender, describePlan } = chooseSender({
		flags,
		loaded,
		fetch: waits.watch(outbound.fetch),
		profiles,
		tally,
		stop: interruption.isOver,
	});
	interruption.isOver.addEventListener('abort', () => sender.stop());
	shown.progress = startProgress(input.totalBytes, flags);
	const looking = setInterval(() => shown.progress.wait(waits.describe()), LOOK_EVERY_MS);
	const end = await sendRun({
		input,
		sender,
		checkpoint,
		rate: flags.rate,
		limits: toLimits(loaded.destination, flags),
		progress: shown.progress,
		waits,
		tally,
		sleep: withDefaultPorts().sleep,
		isInterrupted: () => interruption.hasBegun,
		stop: interruption.isOver,
		onSent: async (slice) => {
			if (flags.json) await printResults(slice);
		},
	}).finally(() => {
		clearInterval(looking);
		shown.progress.stop();
		say([...describePlan(), tally.summarize()].join('\n'));
	});
	const isInterrupted = interruption.hasBegun;
	for (const line of checkpoint === undefined ? [] : describeTotal(checkpoint)) say(line);
	for (const line of describeEnd({ ...end, checkpointFile: flags.checkpoint, isInterrupted })) say(line);
	process.exitCode = isInterrupted ? 130 : tally.exitCode;
}
