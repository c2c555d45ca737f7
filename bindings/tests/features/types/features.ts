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

// Views.
declare const numbers: m.Numbers;
same<m.Numbers["floats"], m.View<Float64Array>>(true);
same<ReturnType<m.Numbers["readOnly"]>, m.ReadonlyView<Float64Array>>(true);
same<ReturnType<m.Numbers["some"]>, m.View<Float64Array> | undefined>(true);
same<ReturnType<typeof m.zerosBigInt64Array>, m.View<BigInt64Array>>(true);
const view = numbers.floats;
const floats: Float64Array = view.array;
view.set(0, view.get(1) + m.Numbers.sumOf(view) + floats[0]);
m.zerosBigInt64Array(1).set(0, 1n);
for (const number of numbers.readOnly()) number.toFixed();
// @ts-expect-error it is for reading only
numbers.readOnly().array;
// @ts-expect-error it is made each time
numbers.floats = view;
// @ts-expect-error they are bigints
m.zerosBigInt64Array(1).set(0, 1);
// @ts-expect-error it is one of other numbers
m.Numbers.sumOf(m.zerosUint8Array(1));

// Strings of Rust's.
same<ReturnType<m.Texts["find"]>, m.RustString | undefined>(true);
same<ReturnType<m.Texts["all"]>, m.RustString[]>(true);
same<ReturnType<typeof m.rowsOf>, m.View<Uint32Array>[]>(true);
declare const texts: m.Texts;
const part: m.RustString = m.Texts.part("a text", 0, 1).slice(1);
texts.put(part.value, part);
texts.all(["of JavaScript's", part]);
// @ts-expect-error it is for reading only
part.value = "";
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

// Interfaces.
const observer: m.Observer = { changed: (told) => same<typeof told, m.Counter>(true) };
const subject = new m.Subject();
subject.add(observer);
subject.add({ changed() {}, seen: (least) => least + 1 });
class Watching implements m.Observer {
  changed(told: m.Counter): void {
    told.increment();
  }
}
subject.replace([new Watching()]);
subject.observer = null;
m.Subject.perhaps(undefined);
same<ReturnType<m.Subject["replace"]>, m.Observer[]>(true);
same<m.Subject["observer"], m.Observer | undefined>(true);
same<ReturnType<typeof m.Subject.same>, m.Observer>(true);
same<Parameters<m.Observer["changed"]>, [counter: m.Counter]>(true);
same<ReturnType<NonNullable<m.Observer["seen"]>>, number>(true);
same<m.Observer["seenTwice"], (() => number) | undefined>(true);
// @ts-expect-error it lacks the method
subject.add({});
// @ts-expect-error the method takes no string
subject.add({ changed: (told: string) => void told });
// @ts-expect-error it returns a string
subject.add({ changed() {}, seen: () => "1" });
// @ts-expect-error it is no object
subject.add(1);
// @ts-expect-error nothing is not allowed
subject.add(null);
// @ts-expect-error a method that may be missing
observer.seen(1);
same<Parameters<m.Everything["texts"]>, [lent: string, owned: string, maybe: string | undefined, character: string]>(true);
same<Parameters<m.Everything["objects"]>, [shared: m.Counter, lent: m.Counter, maybe: m.Counter | undefined, fresh: m.Counter]>(true);
same<Parameters<m.Everything["arrays"]>, [objects: m.Counter[], numbers: Uint8Array, texts: string[]]>(true);
same<Parameters<m.Everything["others"]>, [large: bigint, color: m.Color, maybe: number | undefined, observer: m.Observer]>(true);
same<ReturnType<m.Everything["maybeObject"]>, m.Counter | null | undefined>(true);
same<ReturnType<m.Everything["bytes"]>, Uint8Array | number[]>(true);
same<ReturnType<m.Everything["observer"]>, m.Observer>(true);
same<ReturnType<m.Everything["kebab-case"]>, string>(true);
same<ReturnType<m.Everything[typeof Symbol.toPrimitive]>, any>(true);
m.extendName({ name: "a", rank: 1 });
// @ts-expect-error it has no name
m.extendName({ rank: 1 });
declare const named: m.Named;
named.name = "b";
// @ts-expect-error Rust only reads it
named.rank = 1;
void m.loadAll({ load: async (name) => name, close: () => {} });
// @ts-expect-error it promises a number
void m.loadAll({ load: async () => 1 });
// @ts-expect-error it is not declared
const hidden: m.Hidden = {};
void hidden;
same<ReturnType<typeof scoped>, m.Counter>(true);
const scoped = () => m.handfast.scope((scope) => scope.escape(scope.own(counter)), "name");
const name: Promise<string> = m.handfast.scope(async (scope: m.HandfastScope) => scope.run(() => scope.name));
const open = m.handfast.openScope();
open[Symbol.dispose]();
m.handfast.configure({ budget: 5, budgets: { Image: 6 }, ballast: false, onPressure: ({ kind, bytes }) => void (kind === "loop" && bytes) });
same<typeof stats.bytesByType, Record<string, number>>(true);
const stats = m.handfast.stats();
// @ts-expect-error budgets are numbers of bytes
m.handfast.configure({ budget: "5 MB" });
// @ts-expect-error a scope owns wrappers
open.own(5);
void name;
