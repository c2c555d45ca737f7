//! Counter-examples to simpler readings of the algorithm, by hand. Those that are about one rule are recorded runs.

use super::rules::Rules;
use super::world::{Frame, ObjectId, Value, World};

fn world() -> World {
    World::new(Rules::ALL)
}

impl World {
    /// A handled object with a wrapper in a variable.
    fn handled(&mut self) -> ObjectId {
        let object = self.new_object();
        let wrapper = self.wrap(object);
        self.js_roots.push(wrapper);
        object
    }

    fn edge(&mut self, from: ObjectId, to: ObjectId) {
        self.count(to);
        self.objects[from].refs.push(to);
    }

    /// `from` holds a JavaScript object that refers to the wrapper of `to`.
    fn edge_through_js(&mut self, from: ObjectId, to: ObjectId) {
        let value = self.new_js();
        let wrapper = self.wrap(to);
        self.js[value].out.push(wrapper);
        let slot = self.hold(value);
        self.objects[from].js_refs.push(slot);
    }

    fn collect_all(&mut self) {
        self.gc();
        while let Some(number) = self.finalizers.pop() {
            self.finalize(number);
        }
    }

    #[track_caller]
    fn assert_sound_and_empty(mut self) {
        self.check();
        assert_eq!(self.lost, None);
        self.settle(false, false);
        assert_eq!(self.close(false, false), Ok(()));
        assert_eq!(self.lost, None);
    }
}

/// D1: B refers to U and U to A; A and B have wrappers. Code upgrades a `Weak` of U and walks to A.
fn upgrade_between_wrappers(with_value: bool, collect_first: bool) -> (World, [ObjectId; 3]) {
    let mut world = world();
    let (a, b, u) = (world.handled(), world.handled(), world.new_object());
    world.edge(b, u);
    world.edge(u, a);
    if with_value {
        let value = world.new_js();
        let slot = world.hold(value);
        world.objects[a].js_refs.push(slot);
    }
    world.pass();
    world.js_roots.clear();
    if collect_first {
        world.gc();
    }
    world.upgrade(u, true);
    world.gc();
    (world, [a, b, u])
}

#[test]
fn d1_an_upgrade_protects_what_is_below() {
    let (mut world, [a, _, u]) = upgrade_between_wrappers(true, false);
    assert_eq!(world.rust_refs, [u]);
    let slot = world.objects[a].js_refs[0];
    assert!(world.get(slot).is_some());
    world.assert_sound_and_empty();
}

#[test]
fn d1_an_upgrade_revives_what_has_lost_only_wrappers() {
    let (world, [a, b, u]) = upgrade_between_wrappers(false, true);
    assert_eq!(world.rust_refs, [u]);
    assert!(world.objects[a].handle.is_none() && world.objects[b].handle.is_some());
    world.assert_sound_and_empty();
}

#[test]
fn d1_an_upgrade_fails_where_a_value_is_gone() {
    let (world, [a, ..]) = upgrade_between_wrappers(true, true);
    assert!(world.rust_refs.is_empty() && world.objects[a].ceded);
    world.assert_sound_and_empty();
}

/// D2: an object in a cycle through JavaScript is polled after each pass.
#[test]
fn d2_polling_keeps_no_garbage() {
    let mut world = world();
    let a = world.handled();
    world.edge_through_js(a, a);
    world.rust_weaks.push(a);
    world.js_roots.clear();
    for _ in 0..3 {
        world.pass();
        world.upgrade(a, false);
        world.end_turn();
        world.collect_all();
    }
    assert!(!world.is_alive(a));
    world.assert_sound_and_empty();
}

/// D3: the `Drop` code of Rust-only garbage that a pass frees takes a ceded child out. The pin it makes must last.
#[test]
fn d3_pins_of_drop_code_outlast_the_pass() {
    let mut world = world();
    let (a, garbage) = (world.handled(), world.new_object());
    let value = world.new_js();
    let slot = world.hold(value);
    world.objects[a].js_refs.push(slot);
    world.edge(garbage, a);
    world.edge(garbage, garbage);
    world.objects[garbage].act = 1;
    world.pass();
    assert_eq!(world.rust_refs, [a]);
    world.js_roots.clear();
    world.collect_all();
    assert!(world.get(slot).is_some());
    world.assert_sound_and_empty();
}

/// D4: two cycles that are ceded in turns. `other` is the phase of the second.
fn aged(other: usize) -> World {
    let mut world = world();
    let (a, b) = (world.handled(), world.handled());
    world.edge_through_js(a, b);
    world.edge_through_js(b, a);
    world.js_roots.clear();
    for round in 0..16 {
        // What is not ceded this time is a root, as if it were borrowed.
        let spared = [(a, round), (b, round + other)]
            .into_iter()
            .filter(|(_, round)| round % 2 == 1);
        world.frames = spared
            .map(|(object, _)| Frame {
                object,
                mutable: false,
                arg: None,
                js: Vec::new(),
            })
            .collect();
        world.pass();
        world.frames.clear();
        world.collect_all();
    }
    world
}

#[test]
fn d4_ageing_needs_one_phase_for_all() {
    assert_eq!(aged(0).alive().count(), 0);
    assert_eq!(
        aged(1).alive().count(),
        2,
        "with phases of their own they are never free"
    );
    aged(0).assert_sound_and_empty();
    aged(1).assert_sound_and_empty();
}

/// D5: a `Trace` that looks through a shared `Rc` reports one `Ref` twice.
#[test]
fn d5_an_edge_that_is_traced_twice_makes_a_root_of_its_target() {
    let mut world = world();
    let (p, q, x) = (world.handled(), world.handled(), world.new_object());
    let value = world.new_js();
    let slot = world.hold(value);
    world.objects[x].js_refs.push(slot);
    world.edge(p, x);
    // Traced, but not counted.
    world.objects[q].refs.push(x);
    world.pass();
    assert!(!world.objects[x].ceded, "more traced than counted");
    assert!(matches!(world.slots[slot].value, Value::Strong(_)));
    // With one `Ref` on the stack the counts agree by chance: that is why `Trace` must not look through an `Rc`.
    world.count(x);
    world.pass();
    assert!(world.objects[x].ceded);
    world.objects[q].refs.clear();
    world.rust_refs.push(x);
    world.pass();
    world.assert_sound_and_empty();
}

/// D6: a raw retain is a number in JavaScript and no `Ref`.
#[test]
fn d6_a_raw_retain_makes_a_root() {
    let mut world = world();
    let a = world.handled();
    let wrapper = world.live_wrapper(a).unwrap();
    let value = world.new_js();
    let slot = world.hold(value);
    world.objects[a].js_refs.push(slot);
    world.retain(world.js[wrapper].number.unwrap());
    world.pass();
    world.js_roots.clear();
    world.collect_all();
    assert!(world.get(slot).is_some());
    world.assert_sound_and_empty();
}

/// D7: counting in one job and committing in another, without a barrier in between, would free what was moved meanwhile.
#[test]
fn d7_counts_are_worth_nothing_in_the_next_job() {
    let mut world = world();
    let (a, x) = (world.handled(), world.new_object());
    world.edge(a, x);
    let counted = world.objects[x].strong;
    let moved = world.objects[a].refs.pop().unwrap();
    world.rust_refs.push(moved);
    assert_eq!(
        world.objects[x].strong, counted,
        "moving a `Ref` leaves no trace in the counts"
    );
    world.pass();
    assert!(world.is_alive(x) && !world.objects[x].ceded);
    world.assert_sound_and_empty();
}

/// D8: pinning a list keeps what is on it, not the wrapper. A preserved wrapper is on its own list.
#[test]
fn d8_a_preserved_wrapper_lives_with_its_object_and_dies_with_it() {
    let mut world = world();
    let a = world.handled();
    let wrapper = world.live_wrapper(a).unwrap();
    world.preserve(a, wrapper);
    world.rust_weaks.push(a);
    world.pass();
    world.js_roots.clear();
    world.upgrade(a, true);
    world.gc();
    assert!(world.js[wrapper].alive);
    world.rust_refs.clear();
    world.objects[a].strong -= 1;
    world.end_turn();
    world.pass();
    world.collect_all();
    assert!(!world.is_alive(a));
    world.assert_sound_and_empty();
}
