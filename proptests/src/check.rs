//! [`check()`]: the kit to test types of your own.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::rc::{self, Rc};
use std::thread;

use handfast_runtime::{ErasedObject, Heap, Object, Pointee, RawJsRef, Ref, Tracer, Visit};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::search::{Found, search};
use crate::sim_host::{JsId, Settings, SimHost};

/// How many sequences are tried, and how many steps each has at most.
const CASES: u32 = if cfg!(miri) { 2 } else { 200 };
const LENGTH: usize = if cfg!(miri) { 15 } else { 50 };

/// The objects of a test, and the JavaScript values they may hold.
///
/// References that you take out of it must end up in objects, or be dropped: the kit accounts for every one.
pub struct Pool<T: Object> {
    sim: Rc<SimHost>,
    refs: Vec<Ref<T>>,
    /// Every object that was added or [watched](Pool::watch), in order, dead ones included.
    watched: Vec<rc::Weak<dyn ErasedObject>>,
    /// One JS ref of the kit's own to every value that was handed out.
    held: Vec<RawJsRef>,
    wrappers: Vec<JsId>,
}

impl<T: Object> Pool<T> {
    fn new() -> Pool<T> {
        let sim = SimHost::install(Settings::default());
        Pool {
            sim,
            refs: Vec::new(),
            watched: Vec::new(),
            held: Vec::new(),
            wrappers: Vec::new(),
        }
    }

    /// Makes an object of a value. The pool keeps a reference.
    pub fn add(&mut self, value: T) -> Ref<T> {
        self.add_ref(Ref::new(value))
    }

    /// Adds an object that was made otherwise, as by [`Ref::new_cyclic`]. The pool keeps a reference.
    pub fn add_ref(&mut self, object: Ref<T>) -> Ref<T> {
        self.watch(&object);
        self.refs.push(object.clone());
        object
    }

    /// Accounts for an object of any type, without keeping it. Objects that hang from others need not be watched.
    pub fn watch<U: Pointee + ?Sized>(&mut self, object: &Ref<U>) {
        self.watched.push(Rc::downgrade(&object.erased()));
    }

    /// One of the objects that variables refer to, chosen by `seed` modulo their number. `None` if there is none.
    pub fn pick(&self, seed: usize) -> Option<Ref<T>> {
        (!self.refs.is_empty()).then(|| self.refs[seed % self.refs.len()].clone())
    }

    /// A fresh JavaScript value, for a field that holds one.
    pub fn js_value(&mut self) -> RawJsRef {
        let value = self.sim.object();
        let held = self
            .sim
            .hold(value)
            .unwrap_or_else(|error| panic!("{error}"));
        self.sim.unroot(value);
        self.held.push(held.clone());
        held
    }
}

/// What happens in a test: your steps, and those of the objects' life.
#[derive(Clone, Debug)]
enum Step<O> {
    Yours(O),
    Clone(u16),
    Drop(u16),
    Wrap(u16),
    Resolve(u16),
    Dispose(u16),
    Unroot(u16),
    Collect,
    Finalize(u16),
    EndTurn,
}

/// Tests a type at random, and panics with the smallest failing sequence.
///
/// `steps` draws steps of your own, and `apply` carries them out: it makes objects, links them, changes them. Between
/// them the kit clones and drops references, hands objects to a simulated JavaScript heap, disposes their wrappers or
/// leaves them to its collector. After every step it checks that
///
/// - `Trace` is complete and shows nothing twice: each object has as many strong references as are found by
///   tracing all objects, plus those that the test itself has;
/// - a class that says it has no edges has none;
/// - every live object can be found, and nothing is counted that is not there;
///
/// and at the end, when everything is let go and [`Heap::collect`] has freed what was left in circles, that nothing is
/// left on either side.
///
/// Every run tries the same sequences, unless the environment names another seed in `HANDFAST_SEED`. `HANDFAST_LONG=1`
/// tries a hundred times as many, with a new seed.
///
/// ```
/// use handfast_proptests::check;
/// use handfast_runtime::{RawJsRef, Ref, Trace, Tracer, Weak};
/// use proptest::prelude::*;
///
/// #[derive(Default)]
/// struct Menu { items: Vec<Ref<Menu>>, parent: Weak<Menu>, on_click: Option<RawJsRef> }
///
/// // `#[handfast]` would write this.
/// impl Trace for Menu {
///     const EDGES: bool = true;
///     fn trace(&self, tracer: &mut Tracer<'_>) {
///         self.items.trace(tracer);
///         self.on_click.trace(tracer);
///     }
/// }
/// handfast_runtime::object!(Menu);
///
/// #[derive(Clone, Debug)]
/// enum Step { New, Append(usize), Clear(usize), Listen(usize) }
///
/// let steps = prop_oneof![
///     Just(Step::New),
///     any::<usize>().prop_map(Step::Append),
///     any::<usize>().prop_map(Step::Clear),
///     any::<usize>().prop_map(Step::Listen),
/// ];
/// check::<Menu, _>(steps, |pool, step| match step {
///     Step::New => drop(pool.add(Menu::default())),
///     Step::Append(seed) => {
///         let Some(parent) = pool.pick(seed) else { return };
///         let item = pool.add(Menu { parent: parent.downgrade(), ..Menu::default() });
///         parent.borrow_mut().items.push(item);
///     }
///     Step::Clear(seed) => {
///         let items = pool.pick(seed).map(|menu| std::mem::take(&mut menu.borrow_mut().items));
///         drop(items);
///     }
///     Step::Listen(seed) => {
///         let Some(menu) = pool.pick(seed) else { return };
///         menu.borrow_mut().on_click = Some(pool.js_value());
///     }
/// });
/// ```
///
/// An edge that `trace` forgets is found:
///
/// ```should_panic
/// # use handfast_proptests::check;
/// # use handfast_runtime::{Ref, Trace, Tracer};
/// # use proptest::prelude::*;
/// struct Forgetful { next: Option<Ref<Forgetful>> }
/// impl Trace for Forgetful {
///     const EDGES: bool = true;
///     fn trace(&self, _: &mut Tracer<'_>) {}
/// }
/// # handfast_runtime::object!(Forgetful);
/// check::<Forgetful, _>(any::<usize>(), |pool, seed| {
///     let next = pool.pick(seed);
///     pool.add(Forgetful { next });
/// });
/// ```
///
/// # Panics
/// If something is not as it should be.
pub fn check<T: Object, O: Clone + Debug + Send>(
    steps: impl Strategy<Value = O>,
    apply: impl Fn(&mut Pool<T>, O) + Sync,
) {
    let run = |steps: &Vec<Step<O>>| {
        // On a thread of its own, because that has a heap of its own.
        let (steps, apply) = (steps.clone(), &apply);
        thread::scope(
            |scope| match scope.spawn(move || Pool::<T>::run(&steps, apply)).join() {
                Ok(outcome) => outcome,
                Err(panic) => Err(format!("panicked: {}", crate::machine::text(&*panic))),
            },
        )
    };
    if let Err(Found {
        value,
        message,
        seed,
    }) = search(CASES, &vec(step(steps), 0..LENGTH), run)
    {
        let steps: String = value.iter().map(|step| format!("  {step:?}\n")).collect();
        panic!("{message}\nafter these steps (seed {seed}):\n{steps}");
    }
}

fn step<O: Clone + Debug>(yours: impl Strategy<Value = O>) -> impl Strategy<Value = Step<O>> {
    prop_oneof![
        20 => yours.prop_map(Step::Yours),
        2 => any::<u16>().prop_map(Step::Clone),
        4 => any::<u16>().prop_map(Step::Drop),
        4 => any::<u16>().prop_map(Step::Wrap),
        2 => any::<u16>().prop_map(Step::Resolve),
        2 => any::<u16>().prop_map(Step::Dispose),
        2 => any::<u16>().prop_map(Step::Unroot),
        2 => Just(Step::Collect),
        2 => any::<u16>().prop_map(Step::Finalize),
        2 => Just(Step::EndTurn),
    ]
}

impl<T: Object> Pool<T> {
    /// One sequence, on one thread.
    fn run<O: Clone + Debug>(
        steps: &[Step<O>],
        apply: impl Fn(&mut Pool<T>, O),
    ) -> Result<(), String> {
        let mut pool = Pool::new();
        for (step, number) in steps.iter().zip(1..) {
            pool.step(step, &apply);
            account(&mut pool)
                .map_err(|error| format!("after step {number}, {step:?}: {error}"))?;
        }
        pool.refs.clear();
        pool.sim.unroot_all();
        pool.sim.settle();
        pool.held.retain(|held| held.count() > 1);
        pool.sim.settle();
        Heap::collect();
        pool.sim.settle();
        let stats = Heap::stats();
        if stats.is_empty() && pool.sim.is_empty() {
            return Ok(());
        }
        Err(format!(
            "when everything was let go, objects were left: {:?}. What keeps them is a `Ref` in a place that no `Trace` shows, or a circle through both heaps",
            stats.by_class
        ))
    }

    fn step<O: Clone>(&mut self, step: &Step<O>, apply: impl Fn(&mut Pool<T>, O)) {
        let pick = |length: usize, seed: &u16| (length > 0).then(|| usize::from(*seed) % length);
        match step {
            Step::Yours(yours) => apply(self, yours.clone()),
            Step::Clone(seed) => self.refs.extend(self.pick((*seed).into())),
            Step::Drop(seed) => {
                drop(pick(self.refs.len(), seed).map(|index| self.refs.remove(index)));
            }
            Step::Wrap(seed) => {
                if let Some(object) = self.pick((*seed).into())
                    && let Ok(wrapper) = self.sim.wrap(&object, T::EDGES)
                {
                    self.wrappers.push(wrapper);
                }
            }
            Step::Resolve(seed) => {
                if let Some(index) = pick(self.wrappers.len(), seed)
                    && let Some(number) = self.sim.number(self.wrappers[index], true)
                {
                    self.refs.extend(Heap::resolve_number::<T>(number));
                }
            }
            Step::Dispose(seed) => {
                if let Some(index) = pick(self.wrappers.len(), seed) {
                    self.sim.dispose(self.wrappers[index]);
                }
            }
            Step::Unroot(seed) => {
                if let Some(index) = pick(self.wrappers.len(), seed) {
                    let wrapper = self.wrappers.swap_remove(index);
                    self.sim.unroot(wrapper);
                }
            }
            Step::Collect => _ = self.sim.collect(),
            Step::Finalize(seed) => self.sim.finalize((*seed).into()),
            Step::EndTurn => self.sim.end_turn(),
        }
    }
}

/// The edges that were found by tracing: how many lead to each object and to each slot.
#[derive(Default)]
struct Account {
    seen: BTreeSet<*const ()>,
    objects: BTreeMap<*const (), usize>,
    slots: BTreeMap<u32, u32>,
    /// Counts the edges of the object that is traced.
    edges: Cell<usize>,
    failure: Option<String>,
}

impl Account {
    fn trace(&mut self, object: &dyn ErasedObject) {
        if !self.seen.insert(std::ptr::from_ref(object).cast()) {
            return;
        }
        let outer = self.edges.take();
        let class = object.header().class();
        if !object.trace_object(&mut Tracer::new(self)) {
            self.failure = Some(format!(
                "a {} is still being changed after the step",
                class.name()
            ));
        }
        if !class.edges() && self.edges.get() > 0 {
            self.failure = Some(format!(
                "`EDGES` of {} is false, but it has edges",
                class.name()
            ));
        }
        self.edges.set(outer);
    }
}

impl Visit for Account {
    fn object(&mut self, object: &dyn ErasedObject) {
        self.edges.set(self.edges.get() + 1);
        *self
            .objects
            .entry(std::ptr::from_ref(object).cast())
            .or_default() += 1;
        // Objects that only others refer to have edges, too.
        self.trace(object);
    }

    fn js_ref(&mut self, slot: u32) {
        self.edges.set(self.edges.get() + 1);
        *self.slots.entry(slot).or_default() += 1;
    }
}

/// Compares the counts of all objects and JS refs with what is found by tracing.
fn account<T: Object>(pool: &mut Pool<T>) -> Result<(), String> {
    let live: Vec<_> = pool
        .watched
        .iter()
        .enumerate()
        .filter_map(|(number, weak)| Some((number, weak.upgrade()?)))
        .collect();
    let mut account = Account::default();
    live.iter().for_each(|(_, object)| account.trace(&**object));
    if let Some(failure) = account.failure {
        return Err(failure);
    }

    let mut own = BTreeMap::<*const (), usize>::new();
    for object in &pool.refs {
        *own.entry(Rc::as_ptr(&object.erased()).cast()).or_default() += 1;
    }
    let mut checked = BTreeSet::new();
    for (number, object) in &live {
        let address: *const () = Rc::as_ptr(object).cast();
        if !checked.insert(address) {
            continue;
        }
        // Besides those in `live`.
        let strong = Rc::strong_count(object)
            - live
                .iter()
                .filter(|(_, other)| Rc::ptr_eq(object, other))
                .count();
        let traced = account.objects.get(&address).copied().unwrap_or(0);
        let others = own.get(&address).copied().unwrap_or(0)
            + usize::from(object.header().handle().is_some());
        let what = format!(
            "object {number} of class {}",
            object.header().class().name()
        );
        compare(&what, strong, traced, others)?;
    }

    for held in &pool.held {
        let traced = account.slots.get(&held.slot()).copied().unwrap_or(0);
        compare(
            &format!("the JS ref in slot {}", held.slot()),
            held.count() as usize,
            traced as usize,
            1,
        )?;
    }
    // From here on the kit's own reference would keep the value for nothing.
    pool.held.retain(|held| held.count() > 1);

    let (objects, seen) = (Heap::stats().objects as usize, account.seen.len());
    if objects != seen {
        return Err(format!(
            "there are {objects} objects, but tracing leads to {seen}: some edge is not traced"
        ));
    }
    Ok(())
}

fn compare(what: &str, strong: usize, traced: usize, others: usize) -> Result<(), String> {
    let shown = traced + others;
    if strong > shown {
        Err(format!(
            "{what} has {strong} strong references, but only {shown} are known, {traced} of them by tracing: some edge is not traced"
        ))
    } else if strong < shown {
        Err(format!(
            "{what} has {strong} strong references, but {shown} were found, {traced} of them by tracing: some edge is traced twice"
        ))
    } else {
        Ok(())
    }
}
