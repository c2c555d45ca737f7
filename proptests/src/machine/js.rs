//! Steps of the JavaScript program and its engine, and of JS refs.

use handfast_runtime::{Error, Heap};

use super::boundary::cap;
use super::{Machine, expect, pick};
use crate::model::Slot;
use crate::op::Op;
use crate::sim_host::JsId;

impl Machine {
    pub(super) fn step_js(&mut self, op: Op) -> Result<(), String> {
        match op {
            Op::JsNew {} => _ = self.sim.object(),
            Op::JsLink { from, to } => {
                if let (Some(from), Some(to)) = (self.pick_js(from), self.pick_js(to)) {
                    self.sim.link(from, to);
                }
            }
            Op::JsUnlink { from, index } => {
                if let Some(from) = self.pick_js(from) {
                    self.sim.unlink(from, index.into());
                }
            }
            Op::JsRoot { js } => {
                if let Some(id) = self.pick_js(js) {
                    self.sim.root(id);
                }
            }
            Op::JsUnroot { js } => {
                if let Some(id) = self.pick_js(js) {
                    self.sim.unroot(id);
                }
            }
            Op::JsWeak { js } => {
                if let Some(id) = self.pick_js(js) {
                    self.sim.weak_ref(id);
                }
            }
            Op::JsDeref { js } => {
                if let Some(id) = self.pick_js(js) {
                    self.sim.deref(id);
                }
            }
            Op::Collect {} => _ = self.sim.collect(),
            Op::Finalize { index } => return self.release_by(|sim| sim.finalize(index.into())),
            Op::Sweep {} => return self.release_by(|sim| sim.sweep()),
            Op::EndTurn {} => {
                let sim = self.sim.clone();
                self.call(|| sim.end_turn())?;
                self.entered();
                if !self.panicked {
                    let stats = Heap::stats();
                    expect(
                        "what waits after a turn",
                        (stats.pending_releases, stats.pending_decrefs),
                        (0, 0),
                    )?;
                }
            }
            Op::Hold { js } => return self.hold(js),
            Op::JsClone { held } => {
                let Some(index) = pick(self.held.len(), held) else {
                    return Ok(());
                };
                self.held.push(self.held[index].clone());
                let slot = self.model.held[index];
                self.model.held.push(slot);
                self.slot(slot)?.count += 1;
            }
            Op::JsDrop { held } => {
                let Some(index) = pick(self.held.len(), held) else {
                    return Ok(());
                };
                let held = self.held.remove(index);
                let slot = self.model.held.remove(index);
                drop(held);
                self.model.drop_js_ref(slot);
            }
            Op::JsStore { object, held } => {
                let (Some(index), Some(held)) =
                    (pick(self.refs.len(), object), pick(self.held.len(), held))
                else {
                    return Ok(());
                };
                let clone = self.held[held].clone();
                let outcome = self.refs[index].write(&"Machine.store", |object| {
                    object.node_mut().map(|node| node.js.push(clone))
                });
                if self.changed(index, outcome)?.flatten().is_some() {
                    let (slot, (id, _)) = (self.model.held[held], self.model.refs[index]);
                    self.slot(slot)?.count += 1;
                    self.model
                        .objects
                        .entry(id)
                        .and_modify(|object| object.js.push(slot));
                }
            }
            Op::JsTake { object, held } => {
                let Some(index) = pick(self.refs.len(), object) else {
                    return Ok(());
                };
                let outcome = self.refs[index].write(&"Machine.take_js", |object| {
                    let js = &mut object.node_mut()?.js;
                    pick(js.len(), held).map(|held| js.remove(held))
                });
                if let Some(taken) = self.changed(index, outcome)?.flatten() {
                    let (id, _) = self.model.refs[index];
                    self.model.held.push(taken.slot());
                    self.held.push(taken);
                    self.model.objects.entry(id).and_modify(|object| {
                        if let Some(held) = pick(object.js.len(), held) {
                            object.js.remove(held);
                        }
                    });
                }
            }
            Op::Flush {} => {
                Heap::flush_decrefs();
                expect("what waits after a flush", Heap::stats().pending_decrefs, 0)?;
            }
            Op::CapJsRefs { capacity } => {
                self.model.js_ref_capacity = cap(capacity, self.model.slots.len());
                Heap::set_js_ref_capacity(self.model.js_ref_capacity);
            }
            _ => unreachable!("{op} is none of these"),
        }
        Ok(())
    }

    /// An object that the program can get at.
    pub(super) fn pick_js(&self, index: u16) -> Option<JsId> {
        let reachable = self.sim.reachable();
        let index = pick(reachable.len(), index)?;
        reachable.into_iter().nth(index)
    }

    fn slot(&mut self, slot: u32) -> Result<&mut Slot, String> {
        self.model
            .slots
            .get_mut(&slot)
            .ok_or_else(|| format!("slot {slot} is in use, but not in the model"))
    }

    /// Lets the registry find dead wrappers and release their handles.
    fn release_by(&mut self, f: impl FnOnce(&crate::SimHost)) -> Result<(), String> {
        self.before_entry()?;
        let sim = self.sim.clone();
        self.call(|| f(&sim))?;
        for handle in self.sim.take_given_up() {
            self.entered();
            self.model.give_up(handle);
            self.summary.deaths += 1;
            let wrapped = self.wrapped();
            self.model.settle(&wrapped);
        }
        Ok(())
    }

    fn hold(&mut self, js: u16) -> Result<(), String> {
        let Some(value) = self.pick_js(js) else {
            return Ok(());
        };
        let outcome = self.sim.hold(value);
        let capacity = self.model.js_ref_capacity;
        if self.model.slots.len() as u32 >= capacity {
            return expect(
                "held",
                outcome.map(drop),
                Err(Error::TableFull { capacity }),
            );
        }
        let held = outcome.map_err(|error| format!("refused to hold: {error}"))?;
        if self
            .model
            .slots
            .insert(held.slot(), Slot { value, count: 1 })
            .is_some()
        {
            return Err(format!("slot {} was given out twice", held.slot()));
        }
        self.model.held.push(held.slot());
        self.held.push(held);
        Ok(())
    }
}
