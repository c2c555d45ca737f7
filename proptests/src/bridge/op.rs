//! [`Op`]: one step of a run of the bridge model. As in [`crate::op`], arguments are resolved modulo what there is.

use std::fmt;
use std::str::FromStr;

ops! {
    /// The program makes an object: a variable, or a property of another.
    JsNew = "js-new" (parent);
    /// The program adds a property.
    JsLink = "js-link" (from, to);
    /// The program deletes a property.
    JsUnlink = "js-unlink" (from, index);
    /// The program assigns an object to a variable more.
    JsRoot = "js-root" (js);
    /// The program forgets a variable.
    JsUnroot = "js-unroot" (index);
    /// The program makes a `WeakRef`.
    JsWeak = "js-weak" (js);
    /// The program reads a `WeakRef`, into a variable.
    JsDeref = "js-deref" (index);
    /// The collector of JavaScript runs.
    Gc = "gc" ();
    /// The engine calls one of the finalizers that are due.
    Finalize = "finalize" (index);
    /// The registry looks for dead wrappers.
    Sweep = "sweep" ();
    /// A bridge pass.
    Pass = "pass" ();
    /// A slice of a pass, so long.
    Slice = "slice" (work);
    /// A macrotask ends.
    EndTurn = "end-turn" ();

    /// `new Node()`: the wrapper becomes a variable, or a property of another object.
    New = "new" (parent);
    /// JavaScript calls a method, which lasts until `end`. `how`: `&self` or `&mut self`.
    Call = "call" (wrapper, arg, how);
    /// JavaScript calls a method by a number it has seen, live or stale.
    CallNumber = "call-number" (number, how);
    /// The innermost call or borrow ends.
    End = "end" ();
    /// JavaScript disposes a wrapper.
    Dispose = "dispose" (wrapper);
    /// JavaScript retains an object by its wrapper.
    Retain = "retain" (wrapper);
    /// JavaScript gives up a raw retain.
    Release = "release" (index);
    /// JavaScript asks for a wrapper to be preserved.
    Preserve = "preserve" (wrapper);

    /// Rust makes an object in a global.
    RustNew = "rust-new" ();
    /// Rust makes a child.
    Child = "child" (from, path);
    /// Rust clones a `Ref` into a global.
    CloneRef = "clone" (from, path);
    /// Rust drops a global `Ref`.
    DropRef = "drop" (index);
    /// Rust clones a `Ref` into an object.
    Link = "link" (from, path, to);
    /// Rust takes a `Ref` out of an object, and keeps, moves or drops it.
    Take = "take" (from, path, whither);
    /// Rust borrows an object until `end`.
    Borrow = "borrow" (from, path, how);
    /// Rust holds a JavaScript value in an object.
    Hold = "hold" (from, path);
    /// Rust clones a `JsRef` of an object, into a global or an object.
    CloneJs = "clone-js" (from, path, whither);
    /// Rust takes a `JsRef` out of an object, and keeps, moves or drops it.
    TakeJs = "take-js" (from, path, whither);
    /// Rust drops a global `JsRef`.
    DropJs = "drop-js" (index);
    /// Rust returns an object: JavaScript gets its wrapper.
    Return = "return" (from, path);
    /// Rust returns a JavaScript value.
    ReturnJs = "return-js" (from, path);
    /// Rust makes a global `Weak`.
    Weak = "weak" (from, path);
    /// Rust upgrades a global `Weak`, looks around and drops it, or keeps it.
    Upgrade = "upgrade" (weak, keep);
    /// Rust gives an object something to do in `Drop`.
    Arm = "arm" (from, path, act);
}

impl FromStr for Op {
    type Err = String;

    fn from_str(line: &str) -> Result<Op, String> {
        let mut words = line.split_whitespace();
        let name = words.next().ok_or("no step")?;
        let expected = arity(name).ok_or_else(|| format!("there is no step `{name}`"))?;
        let mut args = [0; 3];
        for arg in &mut args[..expected] {
            let word = words
                .next()
                .ok_or_else(|| format!("`{name}` takes {expected} numbers"))?;
            *arg = word
                .parse()
                .map_err(|_| format!("`{word}` is no number below 65536"))?;
        }
        if let Some(word) = words.next() {
            return Err(format!("`{word}` follows the step"));
        }
        Op::new(name, args).ok_or_else(|| format!("there is no step `{name}`"))
    }
}

impl Op {
    /// Name and arguments, as [`Op::new`] takes them.
    pub(super) fn parts(self) -> (&'static str, [u16; 3]) {
        let text = self.to_string();
        let mut words = text.split(' ');
        let name = words
            .next()
            .and_then(|name| Op::NAMES.iter().find(|known| **known == name));
        let mut args = [0; 3];
        for (arg, word) in args.iter_mut().zip(words) {
            *arg = word.parse().expect("a step writes its numbers");
        }
        (name.expect("a step has a name"), args)
    }
}

/// A whole run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Whether all global `Weak`s are polled in every turn of the final search for leaks.
    pub poll: bool,
    /// Whether the passes of that search are in slices, with collections, and turns, in between.
    pub sliced: bool,
    /// The steps.
    pub ops: Vec<Op>,
}

/// One line for each step, indented by open calls and borrows.
impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "poll {}", self.poll)?;
        writeln!(f, "sliced {}", self.sliced)?;
        let mut depth = 0_usize;
        for op in &self.ops {
            depth -= usize::from(*op == Op::End {} && depth > 0);
            writeln!(f, "{:1$}{op}", "", depth * 2)?;
            let opens = matches!(
                op,
                Op::Call { .. } | Op::CallNumber { .. } | Op::Borrow { .. }
            );
            depth += usize::from(opens);
        }
        Ok(())
    }
}

/// Empty lines, and what follows a `#`, are ignored.
impl FromStr for Run {
    type Err = String;

    fn from_str(text: &str) -> Result<Run, String> {
        let mut run = Run {
            poll: false,
            sliced: false,
            ops: Vec::new(),
        };
        for (line, number) in text.lines().zip(1..) {
            let line = line.split('#').next().unwrap_or_default().trim();
            let flag = match line.split_once(' ') {
                Some(("poll", word)) => Some((&mut run.poll, word)),
                Some(("sliced", word)) => Some((&mut run.sliced, word)),
                _ => None,
            };
            match flag {
                Some((flag, word)) => {
                    *flag = word
                        .parse()
                        .map_err(|_| format!("line {number}: `{word}` is not `true` or `false`"))?;
                }
                None if line.is_empty() => {}
                None => run.ops.push(
                    line.parse()
                        .map_err(|error| format!("line {number}: {error}"))?,
                ),
            }
        }
        Ok(run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_can_be_written_and_read() {
        let ops = Op::NAMES
            .iter()
            .map(|name| Op::new(name, [1, 22, 333]).unwrap())
            .collect();
        let run = Run {
            poll: true,
            sliced: true,
            ops,
        };
        assert_eq!(run.to_string().parse(), Ok(run));
    }

    #[test]
    fn mistakes_are_named() {
        for (text, error) in [
            ("gc\nnow 0", "line 2: there is no step `now`"),
            ("new", "line 1: `new` takes 1 numbers"),
            ("new x", "line 1: `x` is no number below 65536"),
            ("new 1 2", "line 1: `2` follows the step"),
            ("poll 3", "line 1: `3` is not `true` or `false`"),
        ] {
            assert_eq!(text.parse::<Run>(), Err(error.to_owned()));
        }
    }
}
