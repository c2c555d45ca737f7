// Classes that extend each other, in Rust and in JavaScript.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { endsEmpty, m, refuses } from "./support.mjs";

const { Animal, Counter, Dog, HandfastObject, Puppy, Toy } = m;
endsEmpty();

describe("a chain of three", () => {
  test("instanceof", () => {
    const puppy = new Puppy("rex", 3);
    for (const ctor of [Puppy, Dog, Animal, HandfastObject]) assert.ok(puppy instanceof ctor, ctor.name);
    const dog = new Dog("rex", "setter");
    assert.ok(!(dog instanceof Puppy));
    assert.equal(Object.getPrototypeOf(Puppy), Dog);
    assert.equal(Object.getPrototypeOf(Dog), Animal);
  });

  test("methods of every level work on the one object", () => {
    const puppy = new Puppy("rex", 3);
    assert.equal(puppy.name, "rex");
    assert.equal(puppy.breed(), "mixed");
    assert.equal(puppy.age, 3);
    puppy.name = "max";
    puppy.age += 1;
    assert.equal(puppy.introduce(), "max says woof, or ...");
    puppy.rename("tim");
    assert.deepEqual([puppy.name, puppy.age], ["tim", 4]);
  });

  test("methods are overridden, and reachable", () => {
    const puppy = new Puppy("rex", 3);
    assert.equal(puppy.speak(), "yip");
    assert.equal(Dog.prototype.speak.call(puppy), "woof");
    assert.equal(Animal.prototype.speak.call(puppy), "...");
    refuses("NOT_A_HANDLE", () => Puppy.prototype.speak.call(new Dog("rex", "setter")));
  });

  test("a renamed base, and a class without anything of its own", () => {
    const toy = new Toy("tiny");
    assert.ok(toy instanceof Puppy);
    assert.equal(toy.speak(), "yip");
    assert.equal(toy.age, 1);
    assert.equal(toy.name, "tiny");
  });

  test("derived objects as arguments of a base class", () => {
    const puppy = new Puppy("rex", 3);
    assert.equal(m.renameAnimal(puppy, "ben"), "ben");
    assert.equal(puppy.name, "ben");
    assert.equal(m.breedOf(puppy), "mixed");
    refuses("WRONG_CLASS", () => m.breedOf(new Animal("cat")), /Dog.*Animal/);
  });

  test("a derived object keeps its wrapper where it is returned as its base", () => {
    const animal = new Animal("cat");
    const puppy = new Puppy("rex", 3);
    animal.befriend(puppy);
    assert.equal(animal.friends()[0], puppy);
  });

  test("an object made in Rust gets a wrapper of its own class", () => {
    const puppy = m.anyAnimal("made");
    assert.equal(puppy.constructor, Puppy);
    assert.deepEqual([puppy.name, puppy.age, puppy.speak()], ["made", 3, "yip"]);
  });

  test("by value", () => {
    const puppy = new Puppy("rex", 3);
    refuses("WRONG_CLASS", () => puppy.consume(), /Animal.*Puppy/);
    assert.equal(puppy.name, "rex");
    assert.equal(puppy.grow().breed(), "mixed");
    refuses("DISPOSED", () => puppy.name);
    assert.equal(new Animal("cat").consume(), "cat");
  });

  test("disposed", () => {
    const puppy = new Puppy("rex", 3);
    puppy.free();
    refuses("DISPOSED", () => puppy.name);
    refuses("DISPOSED", () => puppy.breed());
    refuses("DISPOSED", () => puppy.age);
  });

  test("static methods are inherited", () => {
    assert.equal(Puppy.kingdom(), "animals");
  });

  test("a constructor that fails", () => {
    assert.throws(() => new Puppy("rex", 53), /that is a dog/);
    assert.equal(new Puppy("rex", 52).age, 52);
  });
});

test("the base class of all", () => {
  assert.throws(() => new HandfastObject(), /base class/);
  assert.ok(new Counter(1) instanceof HandfastObject);
});

describe("JavaScript subclasses", () => {
  class Cat extends Animal {
    #lives = 9;
    constructor(name) {
      super(name.toUpperCase());
      this.indoor = true;
    }
    speak() {
      return `${super.speak()} meow ${this.#lives}`;
    }
    get lives() {
      return this.#lives;
    }
  }
  class Kitten extends Cat {}

  test("keep their prototype, fields and private fields", () => {
    const cat = new Cat("tom");
    assert.ok(cat instanceof Cat && cat instanceof Animal);
    assert.equal(Object.getPrototypeOf(cat), Cat.prototype);
    assert.deepEqual([cat.name, cat.indoor, cat.lives, cat.speak()], ["TOM", true, 9, "... meow 9"]);
  });

  test("of subclasses", () => {
    const kitten = new Kitten("tim");
    assert.equal(kitten.constructor, Kitten);
    assert.equal(kitten.speak(), "... meow 9");
  });

  test("of a class at the end of a chain", () => {
    class Pug extends Puppy {
      speak() {
        return `${super.speak()}!`;
      }
    }
    const pug = new Pug("bob", 2);
    assert.deepEqual([pug.speak(), pug.name, pug.age, pug.breed()], ["yip!", "bob", 2, "mixed"]);
    assert.ok(pug instanceof Pug && pug instanceof Animal);
  });

  test("keep their identity", () => {
    const animal = new Animal("a");
    const cat = new Cat("tom");
    animal.befriend(cat);
    assert.equal(animal.friends()[0], cat);
    assert.equal(animal.friends()[0].lives, 9);
  });

  test("that construct others meanwhile", () => {
    class Nested extends Counter {
      constructor() {
        const inner = new Counter(1);
        super(inner.value() + new Counter(2).value());
        this.inner = inner;
      }
    }
    const nested = new Nested();
    assert.equal(nested.value(), 3);
    assert.equal(nested.inner.value(), 1);
    assert.ok(nested instanceof Nested);
  });

  test("whose constructor fails", () => {
    class Bad extends Puppy {}
    assert.throws(() => new Bad("rex", 99), /that is a dog/);
    assert.ok(new Bad("rex", 9) instanceof Bad);
    refuses("WRONG_TYPE", () => new Bad(null, 9));
    assert.ok(new Bad("rex", 9) instanceof Bad);
    assert.equal(new Puppy("max", 1).constructor, Puppy);
  });

  test("by Reflect.construct", () => {
    class Other extends Animal {}
    const other = Reflect.construct(Animal, ["x"], Other);
    assert.ok(other instanceof Other);
    assert.equal(other.name, "x");
  });

  test("are disposed like any other", () => {
    const cat = new Cat("tom");
    cat.free();
    refuses("DISPOSED", () => cat.name);
  });
});

test("an abstract class is extended, in Rust and in JavaScript, and not constructed", () => {
  const { Polygon, Shape } = m;
  const polygon = new Polygon(5);
  assert.ok(polygon instanceof Shape);
  assert.equal(polygon.sides(), 5);
  for (const Class of [Shape, class extends Shape {}]) assert.throws(() => new Class(), { name: "TypeError", message: /Shape is an abstract class/ });
  class Square extends Polygon {
    constructor() {
      super(4);
    }
  }
  assert.equal(new Square().sides(), 4);
});
