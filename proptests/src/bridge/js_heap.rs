//! The collector of JavaScript: traces what it sees, mirror lists included, and reports dead wrappers later.

use super::world::{Pin, Value, World};

impl World {
    pub(crate) fn gc(&mut self) {
        self.summary.collections += 1;
        let mut todo = self.js_roots.clone();
        todo.extend(self.frames.iter().flat_map(|frame| &frame.js));
        for pin in &self.pinned {
            match *pin {
                Pin::List(list) => todo.extend(&self.lists[list]),
                Pin::Wrapper(wrapper) => todo.push(wrapper),
            }
        }
        todo.extend(self.slots.iter().filter_map(|slot| match slot.value {
            Value::Strong(value) => Some(value),
            _ => None,
        }));
        let mut seen = vec![false; self.js.len()];
        while let Some(found) = todo.pop() {
            if !std::mem::replace(&mut seen[found], true) {
                todo.extend(&self.js[found].out);
                if let Some(list) = self.js[found].list {
                    todo.extend(&self.lists[list]);
                }
            }
        }
        for (object, seen) in self.js.iter_mut().zip(seen) {
            if object.alive && !seen {
                object.alive = false;
                object.out = Vec::new();
                object.list = None;
            }
        }
        self.report_deaths();
    }

    /// What was registered is reported, disposed or not, by the number that it had at the beginning.
    fn report_deaths(&mut self) {
        let js = &self.js;
        let finalizers = &mut self.finalizers;
        self.registered.retain(|&(wrapper, number)| {
            if !js[wrapper].alive {
                finalizers.push(number);
            }
            js[wrapper].alive
        });
    }
}
