//! An explanation in words: one line for each object on the path.

use std::fmt::{Display, Formatter, Result};

use super::Explanation;
use super::graph::{GraphEdge, GraphNode, Roots, WrapperHold};

impl Display for Explanation {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.is_garbage() {
            return f.write_str("nothing that is known holds it");
        }
        for (node, edge) in self.steps() {
            match edge {
                None => {}
                Some(GraphEdge::Ref { .. }) => f.write_str("\nwhich holds ")?,
                Some(GraphEdge::JsRef { slot, .. }) => {
                    write!(f, "\nwhich holds, by the JS ref in slot {slot}, ")?;
                }
            }
            write!(f, "{node}")?;
            if edge.is_none() {
                write!(f, "{}", node.roots)?;
            }
        }
        Ok(())
    }
}

impl Display for GraphNode {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(self.class)?;
        match self.handle {
            Some(handle) => write!(f, " {}", handle.integer()),
            None => Ok(()),
        }
    }
}

impl Display for Roots {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.references > 0 {
            let s = if self.references == 1 { "" } else { "s" };
            write!(
                f,
                ", held by {} reference{s} of Rust code outside of traced fields (a local variable, a static, a pending future, \
                 a closure, an untraced field)",
                self.references
            )?;
        }
        if self.retains > 0 {
            write!(f, ", retained {} times", self.retains)?;
        }
        if let Some(holder) = self.borrowed {
            write!(f, ", borrowed by {holder}")?;
        }
        if let Some(holder) = self.borrowed_mut {
            write!(f, ", mutably borrowed by {holder}")?;
        }
        let flags = [
            (self.preserved, ", which preserves its wrapper"),
            (self.pinned, ", pinned: entered since the last pass"),
            (
                self.wrapper == WrapperHold::Certain,
                ", whose wrapper is held in JavaScript",
            ),
            (
                self.wrapper == WrapperHold::Possible,
                ", whose wrapper may be held in JavaScript",
            ),
        ];
        for (flag, text) in flags {
            if flag {
                f.write_str(text)?;
            }
        }
        Ok(())
    }
}
