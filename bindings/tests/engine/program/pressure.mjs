// What objects report, added up by hand; and whether the engine collects them when it feels them.

import { assert } from "./assert.mjs";
import { random } from "./lab.mjs";

const MB = 2 ** 20;
/** In a function, so that no register keeps the object. */
const make = (m, bytes) => void new m.Heavy(bytes);

/**
 * Makes, changes, disposes and forgets objects, and compares the sum with that of the objects that are left. Those that were forgotten may
 * die at any time.
 */
export async function runSizes(lab, seed, steps) {
  const { m } = lab;
  const { handfast, Heavy } = m;
  const { below } = random(seed);
  const empty = new Heavy(0);
  const overhead = handfast.stats().bytes;
  empty.free();
  const kept = [];
  let forgotten = 0;
  for (let i = 0; i < steps; i += 1) {
    const [bytes, at] = [below(4 * MB), below(kept.length + 1)];
    const one = kept[at];
    switch (below(5)) {
      case 0: kept.push({ heavy: new Heavy(bytes), bytes }); break;
      case 1: make(m, bytes); forgotten += bytes + overhead; break;
      case 2: if (one) { one.heavy.resize(bytes); one.bytes = bytes; } break;
      case 3: if (one) { one.heavy.free(); kept.splice(at, 1); } break;
      default: if (below(4) === 0) await lab.turn();
    }
    const sum = kept.reduce((sum, { bytes }) => sum + bytes + overhead, 0);
    const { bytes: reported, bytesByType, types } = handfast.stats();
    assert(reported >= sum && reported <= sum + forgotten, `seed ${seed}: ${reported}, but ${sum} are kept and ${forgotten} forgotten`);
    assert(reported === (bytesByType.Heavy ?? 0), `seed ${seed}: ${JSON.stringify(bytesByType)}`);
    assert((types.Heavy ?? 0) >= kept.length, `seed ${seed}: ${types.Heavy} objects`);
  }
  for (const { heavy } of kept) heavy.free();
  await lab.assertEmpty();
  assert(handfast.stats().bytes === 0, `${handfast.stats().bytes} bytes are left`);
}

/** Objects that say that they take 1 MB, 20 to a turn, without anybody asking for a collection: how many live at most, and how long each takes. */
export async function runBallast(lab, count, ballast) {
  const { m } = lab;
  const { handfast } = m;
  handfast.configure({ ballast, budget: Number.MAX_SAFE_INTEGER });
  let most = 0;
  let time = 0;
  for (let i = 0; i < count; i += 20) {
    const start = performance.now();
    for (let k = 0; k < 20; k += 1) make(m, MB);
    handfast.flush();
    time += performance.now() - start;
    most = Math.max(most, handfast.stats().types.Heavy);
    await lab.turn();
  }
  await lab.assertEmpty();
  handfast.configure({ ballast: true });
  return { most, us: Math.round((time / count) * 1000) };
}

/** Both ways, of which one must pay. */
export async function compareBallast(lab, count) {
  const without = await runBallast(lab, count, false);
  const withBallast = await runBallast(lab, count, true);
  assert(withBallast.most < without.most / 2, `at most ${withBallast.most} of ${count} lived with ballast, ${without.most} without`);
  return { without, withBallast };
}
