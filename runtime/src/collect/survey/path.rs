//! The shortest path to an object.

use super::{FLAGS, FROM, REFERENCES, RETAINS, ROOT, Survey, WRAPPED};

impl Survey {
    /// Finds the shortest path to a place: breadth first, from all roots at once. First from those that are certain; only where
    /// none of them leads there, from those of which only the wrapper may be held.
    pub(crate) fn find_path(&mut self, target: u32) {
        for certain in [true, false] {
            let mut queue = Vec::new();
            for (record, place) in self.records.iter_mut().zip(0..) {
                let any = record[REFERENCES] | record[RETAINS] | record[FLAGS] & ROOT;
                let is_root = (any != 0) == certain && (certain || record[FLAGS] & WRAPPED != 0);
                record[FROM] = if is_root { place + 1 } else { 0 };
                if is_root {
                    queue.push(place);
                }
            }
            let mut next = 0;
            while self.records[target as usize][FROM] == 0 && next < queue.len() {
                let at = queue[next];
                next += 1;
                let slots = self.graph.records.slots.range(at);
                let targets = self.targets[slots].iter().map(|&target| target >> 1);
                let edges = self.graph.edges(at).iter().map(|&target| target + 1);
                for to in edges.chain(targets).filter(|&to| to > 0) {
                    let from = &mut self.records[to as usize - 1][FROM];
                    if *from == 0 {
                        *from = at + 1;
                        queue.push(to - 1);
                    }
                }
            }
            let mut at = target;
            while self.path.last() != Some(&at) && self.records[at as usize][FROM] != 0 {
                self.path.push(at);
                at = self.records[at as usize][FROM] - 1;
            }
            if !self.path.is_empty() {
                self.path.reverse();
                return;
            }
        }
    }
}
