// What the declarations promise, checked by tsc: lines that must compile, and lines that must not.

import type { HandfastObject } from "features";
import * as m from "features";

/** Fails to compile unless both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Same<A, B>): void {}

declare const counter: m.Counter;
declare const taker: m.Taker;
declare const shapes: m.Shapes;

// Classes.
const base: HandfastObject = counter;
base.free();
same<ReturnType<typeof m.Counter.zero>, m.Counter>(true);
same<ConstructorParameters<typeof m.Counter>, [start: number]>(true);
// @ts-expect-error there is no constructor
new m.Unit();
// @ts-expect-error it is skipped
counter.skipped();
// @ts-expect-error it takes a number
new m.Counter("1");

// Results.
same<ReturnType<m.Counter["value"]>, number>(true);
same<ReturnType<m.Counter["typedMut"]>, void>(true);
same<ReturnType<m.Counter["doubled"]>, m.Counter>(true);
same<ReturnType<typeof m.Values.not>, boolean>(true);
same<ReturnType<typeof m.Values.maybeLarge>, bigint | undefined>(true);
same<ReturnType<typeof m.Values.shout>, string>(true);
same<ReturnType<typeof m.Values.nothing>, void>(true);
same<ReturnType<m.Shapes["reference"]>, m.Counter>(true);
same<ReturnType<m.Shapes["optionalReference"]>, m.Counter | undefined>(true);
same<ReturnType<m.Shapes["nullableReference"]>, m.Counter | null>(true);
same<ReturnType<m.Shapes["references"]>, m.Counter[]>(true);
same<ReturnType<m.Shapes["optionalReferences"]>, m.Counter[] | undefined>(true);
same<ReturnType<m.Shapes["optionalValue"]>, m.Counter | undefined>(true);
same<ReturnType<m.Shapes["boxedValues"]>, m.Counter[]>(true);
same<ReturnType<m.Holder["target"]>, EventTarget | undefined>(true);
shapes.another()?.another();

// Arguments.
taker.refs(counter, counter, counter);
taker.optional(counter, null, undefined);
taker.optional();
taker.arrays([counter], [], null);
taker.mixed("a", counter, new Uint8Array(1), counter, () => 0, counter);
// @ts-expect-error it is no counter
taker.refs(counter, {}, counter);
// @ts-expect-error it is of another class
taker.refs(counter, taker, counter);
// @ts-expect-error none may be missing
taker.refs(counter, counter);
// @ts-expect-error nothing is not allowed
taker.borrowed(counter, null, counter);
// @ts-expect-error a string is no function
taker.mixed("a", counter, new Uint8Array(1), counter, "callback", counter);

// Fields and properties.
declare const fields: m.Fields;
fields.number = 1;
fields.counter = counter;
fields.counter = null;
same<m.Fields["counter"], m.Counter | undefined>(true);
same<m.Fields["counters"], m.Counter[]>(true);
// @ts-expect-error it is readonly
fields.fixed = 1;
// @ts-expect-error it is skipped
fields.hidden;
// @ts-expect-error it is not declared
fields.untyped;
m.List.shared = 5;
for (const item of new m.List([1, 2])) void item;

// Inheritance.
declare const puppy: m.Puppy;
const animal: m.Animal = puppy;
animal.befriend(puppy);
m.breedOf(puppy);
// @ts-expect-error not every animal is a dog
m.breedOf(animal);

const polygon: m.Shape = new m.Polygon(3);
polygon.sides();
// @ts-expect-error it is abstract
new m.Shape();

// Async.
declare const waiter: m.Waiter;
same<ReturnType<m.Waiter["nothing"]>, Promise<void>>(true);
same<ReturnType<m.Waiter["counters"]>, Promise<m.Counter[]>>(true);
same<ReturnType<m.Waiter["perhaps"]>, Promise<m.Counter | undefined>>(true);
same<ReturnType<m.Waiter["patient"]>, Promise<m.Waiter>>(true);
void waiter;

// Enums.
const color: m.Color = m.Color.Red;
new m.Pen(color).replace(m.Color.Green, m.HttpStatus.Ok);
// @ts-expect-error it is none of the strings
new m.Pen(color).opposite("blue");

// Told types, sections, namespaces.
same<ReturnType<typeof m.pair>, [number, number]>(true);
m.pair({ first: 1 });
// @ts-expect-error it has no first
m.pair({});
m.joined("-", "a", "b");
const celsius: number = 0 as m.Celsius;
void celsius;
same<ReturnType<typeof m.math.square>, number>(true);
// @ts-expect-error it is not declared
m.undeclared();
// @ts-expect-error nor is this
new m.Undeclared(1);
// @ts-expect-error it is private
new m.Secret();
const secret: m.Secret = m.makeSecret(1);
m.readSecret(secret);

// Rust closures.
const add: m.HandfastFunction = m.adder(1);
const sum: number = add(2);
void sum;
same<ReturnType<typeof m.arities>, m.HandfastFunction[]>(true);
same<ReturnType<typeof m.kept>, m.HandfastFunction | undefined>(true);
new m.Button().onClick = add;
// @ts-expect-error it was not made by Rust
m.keep(() => 0);
m.handfast.dispose(add);

// The runtime's own object.
m.handfast.dispose(counter);
const live: number = m.handfast.stats().rustObjects;
void live;
