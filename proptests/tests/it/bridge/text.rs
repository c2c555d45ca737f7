//! The readable form of a run: one line for each step.

use std::fmt;
use std::str::{FromStr, SplitWhitespace};

use super::step::{Act, Step, Walk};
use super::subject::Saves;

/// Steps, and whether the objects they work on have cells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) cells: bool,
    pub(super) steps: Vec<Step>,
}

/// What is written as a row of words.
trait Words: Sized {
    fn write(&self, out: &mut Vec<String>);
    fn read(words: &mut SplitWhitespace<'_>) -> Result<Self, String>;
}

/// A plain word, by itself.
fn parse<T: FromStr>(words: &mut SplitWhitespace<'_>) -> Result<T, String> {
    let word = words.next().ok_or("a word is missing")?;
    word.parse().map_err(|_| format!("`{word}` does not fit"))
}

macro_rules! plain {
    ($($ty:ty)*) => {$(
        impl Words for $ty {
            fn write(&self, out: &mut Vec<String>) {
                out.push(self.to_string());
            }
            fn read(words: &mut SplitWhitespace<'_>) -> Result<Self, String> {
                parse(words)
            }
        }
    )*};
}

plain!(u8 u16 bool);

/// Each variant is its name in words, and then its fields.
macro_rules! named {
    ($ty:ident { $($name:ident $text:literal ($($index:tt $field:ident)*))* }) => {
        impl Words for $ty {
            fn write(&self, out: &mut Vec<String>) {
                match self {
                    $($ty::$name { $($index: $field),* } => {
                        out.push($text.to_owned());
                        $($field.write(out);)*
                    })*
                }
            }
            fn read(words: &mut SplitWhitespace<'_>) -> Result<Self, String> {
                match words.next().ok_or("a name is missing")? {
                    $($text => Ok($ty::$name { $($index: Words::read(words)?),* }),)*
                    other => Err(format!("there is no `{other}`")),
                }
            }
        }
    };
}

named!(Step {
    JsNew "js-new" (0 a)
    JsLink "js-link" (0 a 1 b)
    JsUnlink "js-unlink" (0 a 1 b)
    JsRoot "js-root" (0 a)
    JsUnroot "js-unroot" (0 a)
    JsForget "js-forget" (0 a)
    JsForgetAll "js-forget-all" ()
    New "new" (0 a 1 b)
    NewParts "new-parts" (0 a 1 b)
    Call "call" (0 a 1 b 2 c 3 d)
    Use "use" (0 a 1 b 2 c 3 d)
    DropRef "drop-ref" (0 a)
    DropJs "drop-js" (0 a)
    DropAll "drop-all" ()
    Poll "poll" (0 a)
    Upgrade "upgrade" (0 a 1 b 2 c 3 d)
    Keep "keep" (0 a)
    Dispose "dispose" (0 a)
    Retain "retain" (0 a)
    Release "release" (0 a)
    Gc "gc" ()
    Finalize "finalize" (0 a)
    Sweep "sweep" ()
    EndJob "end-job" ()
    EndTurn "end-turn" ()
    Collect "collect" ()
    Pass "pass" ()
    Slice "slice" (0 a)
    CedeInSlices "cede-in-slices" (0 a)
    Cede "cede" ()
    Called "called" ()
});

named!(Act {
    Look "look" ()
    HoldJs "hold-js" ()
    HoldNew "hold-new" ()
    Link "link" ()
    LinkInterior "link-interior" ()
    NewChild "new-child" ()
    MoveJsOut "move-js-out" (0 a)
    CloneJs "clone-js" (0 a)
    MoveOut "move-out" (0 a)
    MoveOutInterior "move-out-interior" (0 a)
    MoveUp "move-up" (0 a)
    Remove "remove" (0 a)
    RemoveJs "remove-js" (0 a)
    CloneOut "clone-out" (0 a)
    CloneSelf "clone-self" ()
    ReturnJs "return-js" (0 a)
    Return "return" ()
    MakeWeak "make-weak" ()
    Gc "gc" ()
    Pass "pass" ()
    PassMut "pass-mut" ()
    SliceMut "slice-mut" (0 a)
});

named!(Saves {
    Nothing "nothing" ()
    Edge "edge" ()
    Js "js" ()
});

/// How deep, then one turn for each step down; `clones` if it clones on its way.
impl Words for Walk {
    fn write(&self, out: &mut Vec<String>) {
        self.depth.write(out);
        for turn in &self.turns[..usize::from(self.depth)] {
            turn.write(out);
        }
        self.clones.write(out);
    }

    fn read(words: &mut SplitWhitespace<'_>) -> Result<Walk, String> {
        let mut walk = Walk {
            depth: Words::read(words)?,
            turns: [0; 3],
            clones: false,
        };
        let turns = walk.turns.get_mut(..usize::from(walk.depth));
        for turn in turns.ok_or("a walk is at most 3 deep")? {
            *turn = Words::read(words)?;
        }
        walk.clones = Words::read(words)?;
        Ok(walk)
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "cells {}", self.cells)?;
        for step in &self.steps {
            let mut words = Vec::new();
            step.write(&mut words);
            writeln!(f, "{}", words.join(" "))?;
        }
        Ok(())
    }
}

/// Empty lines, and what follows a `#`, are ignored.
impl FromStr for Run {
    type Err = String;

    fn from_str(text: &str) -> Result<Run, String> {
        let mut run = Run {
            cells: false,
            steps: Vec::new(),
        };
        for (line, number) in text.lines().zip(1..) {
            let line = line.split('#').next().unwrap_or_default().trim();
            let mut words = line.split_whitespace();
            let parsed = match line.strip_prefix("cells ") {
                _ if line.is_empty() => continue,
                Some(cells) => parse(&mut cells.split_whitespace()).map(|cells| run.cells = cells),
                None => Words::read(&mut words).map(|step| run.steps.push(step)),
            };
            parsed.map_err(|error| format!("line {number}: {error}"))?;
        }
        Ok(run)
    }
}
