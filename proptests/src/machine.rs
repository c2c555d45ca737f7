//! The state machine: carries out each step on the runtime, says the same to the model, and compares.
//!
//! The runtime goes first, because only it decides some things that the model then learns: numbers of handles and
//! slots. What they must be like, the model knows.

mod boundary;
mod js;
mod objects;
mod scopes;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::thread;

use handfast_runtime::{Handle, Heap, RawJsRef};

use crate::model::{Borrow, Model, Wrapped};
use crate::op::{Op, Run};
use crate::oracle;
use crate::sim_host::SimHost;
use scopes::{Right, Scopes};

use crate::subject::{By, Ledger, ObjectId, Strong, UserPanic, Watch, ledger};

/// After how many steps everything is compared. Under Miri, which is slow and looks for something else, not after each.
const EVERY: u32 = if cfg!(miri) { 8 } else { 1 };
/// How deep borrows and scopes nest at most.
const DEPTH: usize = 6;

/// What a run did, to see that runs are worth something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Objects that were made, and dropped.
    pub objects: u32,
    /// Handles that were given out.
    pub handles: usize,
    /// Steps whose user code panicked.
    pub panics: u32,
    /// Borrows that were refused.
    pub conflicts: u32,
    /// Wrappers found dead.
    pub deaths: u32,
    /// Objects that only hung on a cycle at the end.
    pub in_cycles: usize,
}

/// The runtime's side of a run.
pub(crate) struct Machine {
    pub(crate) sim: Rc<SimHost>,
    pub(crate) model: Model,
    pub(crate) refs: Vec<Strong>,
    pub(crate) weaks: Vec<Watch>,
    pub(crate) held: Vec<RawJsRef>,
    /// One weak reference to every object that was made, until its death was checked.
    pub(crate) watched: Vec<(ObjectId, Watch)>,
    /// Every handle that was ever given out.
    pub(crate) handles: Vec<Handle>,
    pub(crate) known_handles: BTreeSet<Handle>,
    next: ObjectId,
    /// How often it was time to compare.
    compared: u32,
    /// Whether user code panicked in this step.
    panicked: bool,
    summary: Summary,
}

/// Carries out a run on a thread, and so a heap, of its own.
///
/// # Errors
/// What was not as it should be, and in which step.
pub fn check_run(run: &Run) -> Result<Summary, String> {
    let run = run.clone();
    thread::spawn(move || {
        let mut machine = Machine::new(&run);
        let outcome = machine
            .run(&run.ops, &mut 0, 0, None, None)
            .and_then(|()| machine.tear_down());
        let summary = machine.summary;
        // After a failure there may be anything left, and dropping it at the end of the thread could abort the process.
        ledger(|ledger| ledger.armed = false);
        let _ = catch_unwind(AssertUnwindSafe(|| machine.abandon()));
        let _ = catch_unwind(AssertUnwindSafe(|| drop(machine)));
        let _ = catch_unwind(|| drop(ledger(std::mem::take)));
        outcome.map(|()| summary)
    })
    .join()
    .unwrap_or_else(|panic| Err(format!("panicked outside of a step: {}", text(&*panic))))
}

/// Compares what happened with what should have happened.
pub(crate) fn expect<T: PartialEq + Debug>(
    what: &str,
    actual: T,
    expected: T,
) -> Result<(), String> {
    if actual == expected {
        Ok(())
    } else {
        Err(format!("{what}: {actual:?}, expected {expected:?}"))
    }
}

/// The message of a panic.
pub(crate) fn text(panic: &dyn std::any::Any) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("something that is no text").to_owned()
}

/// Chooses one of `length` things.
pub(crate) fn pick(length: usize, index: u16) -> Option<usize> {
    (length > 0).then(|| usize::from(index) % length)
}

impl Machine {
    fn new(run: &Run) -> Machine {
        let sim = SimHost::install(run.settings);
        ledger(|ledger| {
            *ledger = Ledger {
                armed: true,
                sim: Some(sim.clone()),
                ..Ledger::default()
            }
        });
        Machine {
            sim,
            model: Model::default(),
            refs: Vec::new(),
            weaks: Vec::new(),
            held: Vec::new(),
            watched: Vec::new(),
            handles: Vec::new(),
            known_handles: BTreeSet::new(),
            next: 1,
            compared: 0,
            panicked: false,
            summary: Summary::default(),
        }
    }

    /// Carries out steps until the end, or the end of the borrow or scope at this depth.
    fn run(
        &mut self,
        ops: &[Op],
        at: &mut usize,
        depth: usize,
        scopes: Option<&Scopes<'_>>,
        mut right: Right<'_, '_>,
    ) -> Result<(), String> {
        while let Some(&op) = ops.get(*at) {
            let number = *at + 1;
            let failed = |error| format!("step {number}, `{op}`: {error}");
            *at += 1;
            match op {
                Op::End {} if depth > 0 => return Ok(()),
                Op::Borrow { object, how } if depth < DEPTH => {
                    self.borrow(object, how, failed, |machine| {
                        machine.run(ops, at, depth + 1, scopes, None)
                    })?;
                }
                Op::Scope { how, outer } if depth < DEPTH => {
                    self.scope(how, outer, scopes, failed, |machine, scopes, right| {
                        machine.run(ops, at, depth + 1, Some(scopes), right)
                    })?;
                }
                Op::Local { .. } | Op::Escape { .. } | Op::CapLocals { .. } => self
                    .step_scopes(op, scopes, &mut right)
                    .and_then(|()| self.compare())
                    .map_err(failed)?,
                _ => self
                    .step(op)
                    .and_then(|()| self.compare())
                    .map_err(failed)?,
            }
        }
        Ok(())
    }

    /// Borrows an object, carries out steps, gives it back.
    fn borrow(
        &mut self,
        object: u16,
        how: u16,
        failed: impl Fn(String) -> String,
        steps: impl FnOnce(&mut Machine) -> Result<(), String>,
    ) -> Result<(), String> {
        let Some(index) = pick(self.refs.len(), object) else {
            return Ok(());
        };
        let (mutably, by) = borrow_by(how);
        let (id, _) = self.model.refs[index];
        let strong = self.refs[index].clone();
        let (guard, holder) = strong.borrow(mutably, by);
        let conflict = guard.as_ref().err().map(ToString::to_string);
        expect(
            "conflict",
            conflict.clone(),
            self.model.objects[&id].conflict(mutably),
        )
        .map_err(&failed)?;
        if conflict.is_some() {
            drop(guard);
            drop(strong);
            self.summary.conflicts += 1;
            return self.compare().map_err(failed);
        }
        self.model.locals.push(id);
        let position = self.borrows(id).len();
        self.borrows(id).push(Borrow {
            mutable: mutably,
            holder,
        });
        self.compare().map_err(&failed)?;
        steps(self)?;
        drop(guard);
        // Not always the last: a guard may have been leaked meanwhile.
        self.borrows(id).remove(position);
        self.call(|| drop(strong)).map_err(&failed)?;
        self.model.locals.pop();
        self.compare()
            .map_err(|error| failed(format!("at its end: {error}")))
    }

    fn borrows(&mut self, id: ObjectId) -> &mut Vec<Borrow> {
        &mut self
            .model
            .objects
            .get_mut(&id)
            .unwrap_or_else(|| unreachable!("a borrowed object is alive"))
            .borrows
    }

    fn step(&mut self, op: Op) -> Result<(), String> {
        match op {
            // Without anything to end, or too deep for more.
            Op::End {} | Op::Borrow { .. } | Op::Scope { .. } => Ok(()),
            Op::New { .. }
            | Op::NewCyclic { .. }
            | Op::Clone { .. }
            | Op::Drop { .. }
            | Op::Cast { .. }
            | Op::Stash { .. }
            | Op::Unstash { .. }
            | Op::Downgrade { .. }
            | Op::Upgrade { .. }
            | Op::DropWeak { .. }
            | Op::Link { .. }
            | Op::Unlink { .. }
            | Op::LinkWeak { .. }
            | Op::Set { .. }
            | Op::Arm { .. }
            | Op::LeakGuard { .. }
            | Op::Unwrap { .. }
            | Op::Take { .. } => self.step_objects(op),
            Op::Wrap { .. }
            | Op::Resolve { .. }
            | Op::Forge { .. }
            | Op::Retain { .. }
            | Op::Release { .. }
            | Op::Dispose { .. }
            | Op::DisposeNumber { .. }
            | Op::FinalizeNumber { .. }
            | Op::QueueHandle { .. }
            | Op::QueueJs { .. }
            | Op::QueueForged { .. }
            | Op::CapHandles { .. } => self.step_boundary(op),
            _ => self.step_js(op),
        }
    }

    /// Calls into the runtime where user code may run. `None` if that panicked.
    fn call<R>(&mut self, f: impl FnOnce() -> R) -> Result<Option<R>, String> {
        match catch_unwind(AssertUnwindSafe(f)) {
            Ok(result) => Ok(Some(result)),
            Err(panic) if panic.is::<UserPanic>() => {
                self.panicked = true;
                Ok(None)
            }
            Err(panic) => Err(format!("panicked: {}", text(&*panic))),
        }
    }

    /// What `Drop` code told the ledger.
    fn wrapped(&self) -> Wrapped {
        ledger(|ledger| ledger.wrapped.clone()).unwrap_or_default()
    }

    /// To be called before an entry into the heap. If what other threads gave up makes user code panic, the entry
    /// itself does not take place, so that is carried out before.
    fn before_entry(&mut self) -> Result<(), String> {
        if self.model.would_panic() {
            self.end_turns()?;
        }
        Ok(())
    }

    /// Tells the model that the heap was entered.
    fn entered(&mut self) {
        let wrapped = self.wrapped();
        self.model.enter(&wrapped);
    }

    /// Ends turns until none panics.
    fn end_turns(&mut self) -> Result<(), String> {
        loop {
            self.panicked = false;
            if self.call(Heap::end_turn)?.is_some() {
                break;
            }
        }
        self.entered();
        self.model.panicked = false;
        Ok(())
    }

    /// Notes a handle that was given out, which must never have been before.
    fn note_handle(&mut self, handle: Handle) -> Result<(), String> {
        if !self.known_handles.insert(handle) {
            return Err(format!("{handle:?} was given out twice"));
        }
        self.handles.push(handle);
        self.summary.handles += 1;
        Ok(())
    }

    /// After each step: lets the model finish, and compares everything.
    fn compare(&mut self) -> Result<(), String> {
        let wrapped = self.wrapped();
        self.model.settle(&wrapped);
        if self.panicked || self.model.panicked {
            expect("user code panicked", self.panicked, self.model.panicked)?;
            self.summary.panics += 1;
            self.end_turns()?;
        }
        self.watched
            .extend(ledger(|ledger| std::mem::take(&mut ledger.made)).unwrap_or_default());
        for (handle, _) in self.wrapped().into_values().flatten() {
            if !self.known_handles.contains(&handle) {
                self.note_handle(handle)?;
            }
        }
        self.model
            .wrappers
            .retain(|&wrapper, _| self.sim.exists(wrapper));
        self.compared += 1;
        if self.compared.is_multiple_of(EVERY) {
            oracle::compare(self)
        } else {
            Ok(())
        }
    }

    /// Releases everything, and checks that nothing is left on either side but cycles; cuts those, and checks again.
    fn tear_down(&mut self) -> Result<(), String> {
        let failed = |error| format!("at the end: {error}");
        self.model.handle_capacity = u32::MAX;
        Heap::set_handle_capacity(u32::MAX);
        self.model.js_ref_capacity = u32::MAX;
        Heap::set_js_ref_capacity(u32::MAX);
        self.model.local_capacity = u32::MAX;
        Heap::set_local_capacity(u32::MAX);
        self.let_go_and_settle().map_err(failed)?;
        self.summary.in_cycles = self.model.objects.len();
        oracle::only_cycles(self).map_err(failed)?;
        for _ in 0..20 {
            if self.model.objects.is_empty() {
                break;
            }
            // Dropping what was cut may run user code that makes more.
            self.cut().map_err(failed)?;
            self.let_go_and_settle().map_err(failed)?;
        }
        self.summary.objects = self.model.made;
        oracle::empty(self).map_err(failed)
    }

    fn let_go_and_settle(&mut self) -> Result<(), String> {
        loop {
            self.let_go()?;
            self.settle()?;
            // What is dropped then may save its children.
            if self.model.stash.is_empty() {
                return Ok(());
            }
        }
    }

    /// Drops every variable on both sides, and every raw retain.
    fn let_go(&mut self) -> Result<(), String> {
        self.sim.unroot_all();
        self.weaks.clear();
        self.model.weaks.clear();
        while let Some(strong) = self.refs.pop() {
            self.model.refs.pop();
            self.call(|| drop(strong))?;
            self.compare()?;
        }
        while let Some(held) = self.held.pop() {
            self.model.held.pop();
            self.model.drop_js_ref(held.slot());
            self.call(|| drop(held))?;
            self.compare()?;
        }
        while let Some(key) = self.model.stash.keys().next().copied() {
            self.model.stash.remove(&key);
            self.call(|| drop(ledger(|ledger| ledger.stash.remove(&key))))?;
            self.compare()?;
        }
        while let Some((&handle, _)) = self
            .model
            .entries
            .iter()
            .find(|(_, entry)| entry.retains > 0)
        {
            self.before_entry()?;
            self.call(|| Heap::release(handle))?;
            self.entered();
            let _ = self.model.release(handle);
            self.compare()?;
        }
        Ok(())
    }

    /// Turns, collections, finalizers and sweeps until nothing changes.
    fn settle(&mut self) -> Result<(), String> {
        loop {
            // User code that runs here may have handed out objects.
            self.sim.unroot_all();
            self.step(Op::EndTurn {})?;
            self.compare()?;
            let died = self.sim.collect();
            let due = self.sim.finalizers();
            for index in 0..due {
                self.step(Op::Finalize {
                    index: index as u16,
                })?;
                self.compare()?;
            }
            let objects = self.model.objects.len();
            self.step(Op::Sweep {})?;
            self.compare()?;
            if died == 0
                && due == 0
                && objects == self.model.objects.len()
                && !self.sim.turn_end_due()
            {
                return Ok(());
            }
        }
    }

    /// Empties every object that is left.
    fn cut(&mut self) -> Result<(), String> {
        let ids: Vec<_> = self.model.objects.keys().copied().collect();
        for id in ids {
            let Some(strong) = self.upgrade(id) else {
                continue;
            };
            let cut = strong.write(&"Machine.cut", |object| {
                let extra = object.extra_mut().map(std::mem::take);
                object.node_mut().map(|node| {
                    (
                        std::mem::take(&mut node.children),
                        std::mem::take(&mut node.js),
                        extra,
                    )
                })
            });
            if let Some(object) = self.model.objects.get_mut(&id) {
                object.children.clear();
                object.extra.clear();
                std::mem::take(&mut object.js)
                    .into_iter()
                    .for_each(|slot| self.model.drop_js_ref(slot));
            }
            // What was in there first, so that it is not dropped by the unwinding of a panic.
            self.model.locals.push(id);
            if let Ok(Some((children, js, extra))) = cut {
                self.call(|| drop((children, js, extra)))?;
            }
            self.compare()?;
            self.model.locals.pop();
            self.call(|| drop(strong))?;
            self.compare()?;
        }
        Ok(())
    }

    /// Releases whatever is left, as well as it goes.
    fn abandon(&mut self) {
        for &handle in &self.handles {
            Heap::finalize(handle);
            // As often as it could have been retained.
            (0..=u16::MAX).find(|_| Heap::release(handle).is_err());
        }
        Heap::end_turn();
    }

    /// A reference to a live object by its number.
    pub(crate) fn upgrade(&self, id: ObjectId) -> Option<Strong> {
        self.watched
            .iter()
            .find(|(watched, _)| *watched == id)
            .and_then(|(_, watch)| watch.upgrade())
    }
}

/// On whose behalf, and how, to borrow.
fn borrow_by(how: u16) -> (bool, By) {
    const METHODS: [&str; 3] = ["Node.first", "Node.second", "Node.third"];
    let by = match how / 2 % 4 {
        3 => By::Code,
        method => By::Method(&METHODS[usize::from(method)]),
    };
    (how % 2 == 1, by)
}
