//! What can be reached, through both heaps.

use std::collections::BTreeSet;

use handfast_proptests::JsId;

use super::subject::Place;
use super::world::World;

#[derive(Default)]
pub(super) struct Reachable {
    pub(super) objects: BTreeSet<usize>,
    values: BTreeSet<JsId>,
}

#[derive(Clone, Copy)]
enum Thing {
    Object(usize),
    Value(JsId),
}

impl<const CELLS: bool> World<CELLS> {
    pub(super) fn reachable(&self) -> Reachable {
        self.closure(false)
    }

    /// What may be alive as well: a wrapper that is reachable in no other way is kept by the lists of whatever refers to its object.
    pub(super) fn reachable_with_wrappers(&self) -> BTreeSet<usize> {
        self.closure(true).objects
    }

    fn closure(&self, with_wrappers: bool) -> Reachable {
        let edges: std::collections::BTreeMap<_, _> = self.sim.objects().into_iter().collect();
        let mut reached = Reachable::default();
        let refs = self.refs.iter().map(|&(_, id)| id);
        let retained = self.retained.iter().map(|&(_, id)| id);
        let objects = refs.chain(retained).chain(self.stack.iter().copied());
        let values = self.js.iter().map(|held| held.value);
        let mut todo: Vec<_> = self
            .sim
            .reachable()
            .into_iter()
            .chain(values)
            .map(Thing::Value)
            .chain(objects.map(Thing::Object))
            .collect();
        while let Some(thing) = todo.pop() {
            match thing {
                Thing::Value(id) if reached.values.insert(id) => {
                    todo.extend(
                        edges
                            .get(&id)
                            .into_iter()
                            .flatten()
                            .map(|&to| Thing::Value(to)),
                    );
                    todo.extend(self.wrappers.get(&id).map(|&id| Thing::Object(id)));
                }
                Thing::Object(id) if reached.objects.insert(id) => {
                    if let Some(object) = self.objects.get(&id) {
                        let edges = object.edges.iter().chain(&object.interior);
                        todo.extend(edges.map(|&to| Thing::Object(to)));
                        todo.extend(object.js.iter().map(|(_, value)| Thing::Value(*value)));
                    }
                    if with_wrappers {
                        let own = self.wrappers.iter().filter(|(_, of)| **of == id);
                        todo.extend(own.map(|(&wrapper, _)| Thing::Value(wrapper)));
                    }
                }
                _ => {}
            }
        }
        reached
    }

    /// Whether a value is where a JS ref has it.
    pub(super) fn is_in(&self, place: &Place, value: JsId) -> bool {
        match place.get() {
            Some(slot) => self.sim.value(slot) == Some(value),
            None => self.sim.exists(value),
        }
    }

    /// Nothing that can be reached is lost.
    pub(super) fn check(&self) -> Result<(), String> {
        let reachable = self.reachable();
        for id in &reachable.objects {
            let object = self
                .objects
                .get(id)
                .ok_or_else(|| format!("object {id} was dropped, but it is reachable"))?;
            for (place, value) in &object.js {
                if !self.is_in(place, *value) {
                    return Err(format!("object {id} has lost {value} from {place:?}"));
                }
            }
        }
        for held in &self.js {
            if !self.is_in(&held.place, held.value) {
                return Err(format!("a variable has lost {}", held.value));
            }
        }
        match reachable
            .values
            .iter()
            .find(|&&value| !self.sim.exists(value))
        {
            Some(value) => Err(format!("{value} was collected, but it is reachable")),
            None => Ok(()),
        }
    }
}
