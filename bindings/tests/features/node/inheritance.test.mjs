// Classes that extend each other, in Rust and in JavaScript.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { endsEmpty, m, refuses, turn } from "./support.mjs";

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

describe("what JavaScript overrides is called from Rust", () => {
  const { Being, Beast, Creature, Hound } = m;

  test("in a chain of four, the most derived method that Rust has", () => {
    assert.equal(new Being("a").introduce(), "a! says ..., can do none, 2 times");
    assert.equal(new Beast("b", 3).introduce(), "b! says grr, can do none, 2 times");
    assert.equal(new Hound("c").introduce(), "c! says grr, can do sit sit ");
    assert.equal(new Hound("c").legs(), 4);
    for (const Class of [Hound, Beast, Creature, Being]) assert.ok(new Hound("c") instanceof Class);
  });

  test("overrides of several levels, with super through all of them", () => {
    class Wolf extends Hound {
      speak() {
        return `${super.speak()} howl`;
      }
      rename(name) {
        super.rename(name.toUpperCase());
      }
      get title() {
        return `Sir ${super.title}`;
      }
      set title(title) {
        super.title = `Lord ${title}`;
      }
      trick(times) {
        return super.trick(times).trim();
      }
    }
    class Werewolf extends Wolf {
      #moons = 0;
      speak() {
        this.#moons += 1;
        return `${super.speak()} ${this.#moons} (${Being.prototype.speak.call(this)})`;
      }
    }
    const wolf = new Werewolf("rex");
    assert.equal(wolf.introduce(), "Sir REX! says grr howl 1 (...), can do sit sit");
    assert.equal(wolf.introduce(), "Sir REX!! says grr howl 2 (...), can do sit sit");
    wolf.title = "max";
    assert.equal(wolf.title, "Sir Lord max");
    assert.equal(new Wolf("tim").introduce(), "Sir TIM! says grr howl, can do sit sit");
  });

  test("methods on the object itself, and added to the prototype of a Rust class", () => {
    const beast = new Beast("b", 2);
    beast.speak = () => "own";
    assert.equal(beast.introduce(), "b! says own, can do none, 2 times");
    Creature.prototype.trick = function (times) {
      return `${this.legs()} legs, ${times} times`;
    };
    try {
      assert.equal(new Beast("b", 2).introduce(), "b! says grr, can do 2 legs, 2 times");
      assert.equal(new Hound("c").introduce(), "c! says grr, can do sit sit ");
    } finally {
      delete Creature.prototype.trick;
    }
  });

  test("what an override throws or wrongly returns reaches the caller, and nothing stays borrowed", () => {
    const why = new Error("why");
    class Bad extends Beast {
      speak() {
        throw why;
      }
    }
    class Worse extends Beast {
      speak() {
        return 1;
      }
    }
    for (const [Class, error] of [[Bad, why], [Worse, { code: "HANDFAST_WRONG_TYPE", message: /Voice\.speak/ }]]) {
      const beast = new Class("b", 1);
      assert.throws(() => beast.introduce(), error);
      beast.rename("c");
      assert.equal(beast.title, "c");
    }
    class NoMethod extends Beast {}
    NoMethod.prototype.speak = undefined;
    refuses("MISSING_METHOD", () => new NoMethod("b", 1).introduce(), /Voice.*speak/);
  });

  test("super while the caller has borrowed the object", () => {
    class Polite extends Beast {
      speak() {
        return `please ${super.speak()}`;
      }
    }
    const polite = new Polite("p", 2);
    assert.equal(polite.speakBorrowed(), "please grr");
    refuses("BORROWED_MUT", () => polite.speakChanging(), /Beast/);
    assert.equal(polite.speak(), "please grr");
    class Rude extends Polite {
      speak() {
        this.rename("rude");
        return "no";
      }
    }
    const rude = new Rude("r", 2);
    refuses("BORROWED", () => rude.speakBorrowed());
    assert.equal(rude.introduce(), "r! says no, can do none, 2 times");
    assert.equal(rude.title, "rude");
  });

  test("an override that disposes the object", () => {
    class Gone extends Beast {
      speak() {
        this.free();
        return "bye";
      }
    }
    const gone = new Gone("g", 1);
    assert.equal(gone.speakBorrowed(), "bye");
    refuses("DISPOSED", () => gone.title);
  });

  test("they belong to the wrapper: with preserve it stays, without it is made anew", async () => {
    const make = () => {
      class Loud extends Beast {
        speak() {
          return "LOUD";
        }
      }
      class Faithful extends Hound {
        speak() {
          return "WOOF";
        }
      }
      const pack = new m.Pack();
      pack.add(new Loud("l", 1));
      pack.add(new Faithful("f"));
      return pack;
    };
    const collect = async () => {
      for (let i = 0; i < 4; i += 1) {
        await turn();
        gc();
        await turn();
        m.handfast.sweep();
      }
    };
    const pack = make();
    assert.deepEqual(pack.speak(), ["LOUD", "WOOF"]);
    await collect();
    assert.deepEqual(pack.speak(), ["grr", "WOOF"]);
    pack.free();
  });

  test("static methods in a chain make what Rust says", () => {
    class Wolf extends Hound {
      static quadruped(name) {
        return super.quadruped(`${name}?`);
      }
    }
    const made = Wolf.quadruped("q");
    assert.equal(made.constructor, Beast);
    assert.equal(made.title, "q?");
  });
});

describe("wrong receivers are refused", () => {
  const { Animal, Being, Beast, Dog, Hound } = m;
  const methods = {
    legs: (object) => m.Creature.prototype.legs.call(object),
    speak: (object) => Beast.prototype.speak.call(object),
    trick: (object) => Hound.prototype.trick.call(object, 1),
    introduce: (object) => Being.prototype.introduce.call(object),
    title: (object) => Object.getOwnPropertyDescriptor(Being.prototype, "title").get.call(object),
    setTitle: (object) => Object.getOwnPropertyDescriptor(Being.prototype, "title").set.call(object, "x"),
    breed: (object) => Dog.prototype.breed.call(object),
  };
  const suits = {
    legs: [Beast, Hound],
    speak: [Beast, Hound],
    trick: [Hound],
    introduce: [Being, Beast, Hound],
    title: [Being, Beast, Hound],
    setTitle: [Being, Beast, Hound],
    breed: [Dog],
  };
  const make = new Map([
    [Being, () => new Being("a")],
    [Beast, () => new Beast("b", 1)],
    [Hound, () => new Hound("c")],
    [Animal, () => new Animal("d")],
    [Dog, () => new Dog("e", "f")],
    [Counter, () => new Counter(1)],
  ]);
  const isRefusal = (error) => /^HANDFAST_(NOT_A_HANDLE|WRONG_CLASS|STALE_HANDLE|DISPOSED)$/.test(error.code);

  for (const [name, call] of Object.entries(methods)) {
    test(`${name}: objects of a base, of other chains, and what is none`, () => {
      for (const [Class, construct] of make) {
        const object = construct();
        const subclass = new (class extends Class {})(...(Class === Beast ? ["b", 1] : Class === Counter ? [1] : ["a", "b"]));
        for (const receiver of [object, subclass, Object.create(object), new Proxy(object, {})]) {
          if (suits[name].includes(Class)) call(receiver);
          else assert.throws(() => call(receiver), isRefusal, `${name} of ${Class.name}`);
        }
        object.free();
        assert.throws(() => call(object), isRefusal);
      }
      for (const receiver of [{}, [], () => {}, Being.prototype, Hound.prototype, Hound, 1, "a", Object.create(Hound.prototype)]) {
        assert.throws(() => call(receiver), isRefusal);
      }
      for (const receiver of [null, undefined]) assert.throws(() => call(receiver), TypeError);
    });
  }

  test("constructed as a base, or as another chain's, an object is what Rust has made", () => {
    for (const target of [Being, Counter]) {
      const hound = Reflect.construct(Hound, ["h"], target);
      assert.equal(Object.getPrototypeOf(hound), Hound.prototype);
      assert.equal(hound.introduce(), "h! says grr, can do sit sit ");
    }
  });
});
