// Cycles through JavaScript objects that implement a trait, and the methods of a trait that are called through weak slots.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertEmpty, codeOf, collectDownTo, m, turn } from "./support.mjs";

const { handfast, Subject } = m;

/** An observer that knows what it observes. */
class Observer {
  constructor(subject) {
    this.subject = subject;
  }
  changed(subject, by) {
    return subject === this.subject ? by + 1 : 1000;
  }
}

/** A subject and its observer, which hold each other. */
function pair(id) {
  const subject = new Subject(id);
  const observer = new Observer(subject);
  subject.observe(observer);
  return { subject, observer };
}

test("an observer and its subject are freed when nothing else holds them", async () => {
  m.takeDropped();
  const probe = (() => new WeakRef(pair(1).observer))();
  await turn();
  const { ceded, mirrored, roots } = handfast.collect();
  assert.deepEqual({ ceded, mirrored, roots }, { ceded: 1, mirrored: 1, roots: 0 });
  await collectDownTo(0);
  assert.equal(probe.deref(), undefined);
  assert.deepEqual([...m.takeDropped()], [1]);
  await assertEmpty();
});

test("while JavaScript holds either, both stay, and are called after a pass", async () => {
  const check = async (make) => {
    const holder = make();
    for (let i = 0; i < 3; i += 1) {
      await turn();
      handfast.collect();
      gc();
      await turn();
    }
    const subject = holder instanceof Subject ? holder : holder.subject;
    assert.equal(subject.change(1), 2);
    const observer = subject.unobserve();
    assert.ok(observer instanceof Observer);
    assert.equal(subject.change(1), 0);
  };
  await check(() => pair(1).subject);
  await check(() => pair(2).observer);
  await collectDownTo(0);
  await assertEmpty();
});

test("a ring of subjects, each observing the next", async () => {
  (() => {
    const subjects = Array.from({ length: 20 }, (_, id) => new Subject(id));
    subjects.forEach((subject, i) => subjects[(i + 1) % 20].observe(new Observer(subject)));
    assert.equal(subjects[0].change(1), 1000);
  })();
  assert.equal(handfast.stats().rustObjects, 20);
  await collectDownTo(0);
  await assertEmpty();
});

test("a subject that observes itself, with an override that its wrapper carries", async () => {
  m.takeDropped();
  class Sub extends Subject {
    changed(subject, by) {
      assert.equal(subject, this);
      return super.changed(subject, by) * 10;
    }
  }
  const check = async () => {
    const make = (Class) => {
      const subject = new Class(1);
      subject.observeItself();
      return subject;
    };
    assert.equal(make(Subject).change(2), 2);
    const subject = make(Sub);
    assert.equal(subject.change(2), 20);
    await turn();
    handfast.collect();
    gc();
    await turn();
    assert.equal(subject.change(2), 20);
  };
  await check();
  await collectDownTo(0);
  assert.equal(m.takeDropped().length, 2);
  await assertEmpty();
});

test("an observer that frees its subject meanwhile", async () => {
  const run = () => {
    const subject = new Subject(1);
    subject.observe({ changed: (told) => (told.free(), 1) });
    subject.observe({ changed: () => 2 });
    // The subject cannot be passed a second time: its wrapper is gone, but Rust holds it and makes another.
    assert.equal(subject.change(1), 3);
    assert.equal(codeOf(() => subject.id), "HANDFAST_DISPOSED");
  };
  run();
  await collectDownTo(0);
  await assertEmpty();
});

test("an observer that collects garbage while it is called", async () => {
  const run = () => {
    const { subject } = pair(1);
    subject.observe({
      changed(told, by) {
        handfast.collect();
        gc();
        handfast.collect();
        return told.id + by;
      },
    });
    assert.equal(subject.change(1), 4);
    assert.equal(subject.change(1), 4);
  };
  run();
  await collectDownTo(0);
  await assertEmpty();
});
