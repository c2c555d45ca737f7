//! [`Op`]: one step of a run, small and shrinkable, and its readable form.
//!
//! The arguments are plain numbers that are resolved against the live state when the step is carried out, modulo what
//! there is to choose from. So every sequence means something, also after steps were removed from it.

use std::fmt;
use std::str::FromStr;

use crate::sim_host::Settings;

/// Declares the steps once, for the enum, its readable form and the generator.
macro_rules! ops {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal ($($arg:ident),*);)*) => {
        /// One step of a run.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Op {
            $($(#[doc = $doc])+ $name {
                $(#[doc = concat!("See the step's description: `", stringify!($arg), "`.")] $arg: u16),*
            },)*
        }

        impl Op {
            /// The readable names of all steps.
            pub const NAMES: &[&str] = &[$($text),*];

            /// The step of a name with arguments, of which it takes as many as it needs.
            #[allow(unused_assignments, unused_mut, unused_variables, reason = "some steps take no arguments")]
            pub fn new(name: &str, args: [u16; 3]) -> Option<Op> {
                let mut args = args.into_iter();
                match name {
                    $($text => Some(Op::$name { $($arg: args.next()?),* }),)*
                    _ => None,
                }
            }
        }

        impl fmt::Display for Op {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match *self {
                    $(Op::$name { $($arg),* } => {
                        f.write_str($text)?;
                        $(write!(f, " {}", $arg)?;)*
                        Ok(())
                    })*
                }
            }
        }

        fn arity(name: &str) -> Option<usize> {
            match name {
                $($text => Some(<[&str]>::len(&[$(stringify!($arg)),*])),)*
                _ => None,
            }
        }
    };
}

ops! {
    /// Makes an object of a class.
    New = "new" (kind);
    /// Makes an object that watches itself.
    NewCyclic = "new-cyclic" (kind);
    /// Clones a reference.
    Clone = "clone" (object);
    /// Drops a reference.
    Drop = "drop" (object);
    /// Casts a reference up, down, or to the trait.
    Cast = "cast" (object, view);
    /// Moves a reference out of sight, where only `Drop` code uses it.
    Stash = "stash" (object);
    /// Moves a reference back from there.
    Unstash = "unstash" (key);
    /// Makes a weak reference.
    Downgrade = "downgrade" (object);
    /// Upgrades a weak reference.
    Upgrade = "upgrade" (weak);
    /// Drops a weak reference.
    DropWeak = "drop-weak" (weak);

    /// Puts a clone of a reference into an object; `part` chooses which list.
    Link = "link" (object, child, part);
    /// Drops a reference that an object holds.
    Unlink = "unlink" (object, child, part);
    /// Puts a clone of a weak reference into an object.
    LinkWeak = "link-weak" (object, weak);
    /// Changes an object's value.
    Set = "set" (object, value);
    /// Gives an object something to do when it is dropped.
    Arm = "arm" (object, act, what);
    /// Borrows an object until the matching `end`. `how`: shared or mutable, by a method or by code.
    Borrow = "borrow" (object, how);
    /// Ends the innermost borrow or scope.
    End = "end" ();
    /// Borrows a leaf for ever: the guard is leaked.
    LeakGuard = "leak-guard" (object, how);

    /// `Ref::try_unwrap`.
    Unwrap = "unwrap" (object);
    /// `Heap::take`.
    Take = "take" (object);

    /// Hands an object to JavaScript. `keep`: whether the program keeps the wrapper in a variable.
    Wrap = "wrap" (object, keep);
    /// JavaScript passes an object to Rust, which expects a class. `keep`: whether Rust keeps the reference.
    Resolve = "resolve" (js, class, keep);
    /// JavaScript passes a forged number. `how`: what kind of.
    Forge = "forge" (how, seed, class);
    /// `retain` by number, live or stale.
    Retain = "retain" (handle);
    /// `release` by number, live or stale.
    Release = "release" (handle);
    /// JavaScript disposes a wrapper.
    Dispose = "dispose" (js);
    /// `hf_dispose` by number, live or stale, behind the registry's back.
    DisposeNumber = "dispose-number" (handle);
    /// `hf_finalize` by number, live or stale, behind the registry's back.
    FinalizeNumber = "finalize-number" (handle);

    /// The program makes an object.
    JsNew = "js-new" ();
    /// The program adds a property.
    JsLink = "js-link" (from, to);
    /// The program deletes a property.
    JsUnlink = "js-unlink" (from, index);
    /// The program assigns an object to a variable more.
    JsRoot = "js-root" (js);
    /// The program forgets a variable.
    JsUnroot = "js-unroot" (js);
    /// The program makes a `WeakRef`.
    JsWeak = "js-weak" (js);
    /// The program reads a `WeakRef`.
    JsDeref = "js-deref" (js);
    /// The collector runs.
    Collect = "collect" ();
    /// The engine calls one of the finalizers that are due.
    Finalize = "finalize" (index);
    /// The registry looks for dead wrappers.
    Sweep = "sweep" ();
    /// A macrotask ends.
    EndTurn = "end-turn" ();

    /// Rust holds a JavaScript value.
    Hold = "hold" (js);
    /// Rust clones a JS ref.
    JsClone = "js-clone" (held);
    /// Rust drops a JS ref.
    JsDrop = "js-drop" (held);
    /// Rust puts a JS ref into an object.
    JsStore = "js-store" (object, held);
    /// Rust takes a JS ref out of an object.
    JsTake = "js-take" (object, held);
    /// Rust sends the decrefs that wait.
    Flush = "flush" ();

    /// Opens a scope until the matching `end`. `how`: an escapable one, in the open scope that `outer` chooses.
    Scope = "scope" (how, outer);
    /// Puts a JavaScript value into an open scope.
    Local = "local" (js, scope);
    /// Lets a value out of the innermost scope.
    Escape = "escape" (local);

    /// Another thread gives up a handle, live or stale. `thread`: a real thread, or this one.
    QueueHandle = "queue-handle" (handle, thread);
    /// Another thread drops a JS ref.
    QueueJs = "queue-js" (held, thread);
    /// Another thread drops a JS ref that nobody has.
    QueueForged = "queue-forged" (slot, thread);

    /// Limits the number of handles.
    CapHandles = "cap-handles" (capacity);
    /// Limits the number of JS refs.
    CapJsRefs = "cap-js-refs" (capacity);
    /// Limits the number of locals.
    CapLocals = "cap-locals" (capacity);
}

impl FromStr for Op {
    type Err = String;

    fn from_str(line: &str) -> Result<Op, String> {
        let mut words = line.split_whitespace();
        let name = words.next().ok_or("no step")?;
        let expected = arity(name).ok_or_else(|| format!("there is no step `{name}`"))?;
        let numbers: Vec<u16> = words
            .map(|word| {
                word.parse()
                    .map_err(|_| format!("`{word}` is no number below 65536"))
            })
            .collect::<Result<_, _>>()?;
        if numbers.len() != expected {
            return Err(format!(
                "`{name}` takes {expected} numbers, not {}",
                numbers.len()
            ));
        }
        let mut args = [0; 3];
        args[..expected].copy_from_slice(&numbers);
        Op::new(name, args).ok_or_else(|| format!("`{name}` takes at most 3 numbers"))
    }
}

/// A whole run: the circumstances and the steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The circumstances.
    pub settings: Settings,
    /// The steps.
    pub ops: Vec<Op>,
}

/// One line for the settings, one for each step, indented by open borrows and scopes.
impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Settings {
            salt,
            finalizers,
            nursery,
        } = self.settings;
        writeln!(f, "settings {salt} {finalizers} {nursery}")?;
        let mut depth = 0_usize;
        for op in &self.ops {
            depth -= usize::from(*op == Op::End {} && depth > 0);
            writeln!(f, "{:1$}{op}", "", depth * 2)?;
            depth += usize::from(matches!(op, Op::Borrow { .. } | Op::Scope { .. }));
        }
        Ok(())
    }
}

/// Empty lines, and what follows a `#`, are ignored.
impl FromStr for Run {
    type Err = String;

    fn from_str(text: &str) -> Result<Run, String> {
        let mut run = Run {
            settings: Settings::default(),
            ops: Vec::new(),
        };
        for (line, number) in text.lines().zip(1..) {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let parsed = match line.strip_prefix("settings ") {
                Some(words) => parse_settings(words).map(|settings| run.settings = settings),
                None => line.parse().map(|op| run.ops.push(op)),
            };
            parsed.map_err(|error| format!("line {number}: {error}"))?;
        }
        Ok(run)
    }
}

fn parse_settings(words: &str) -> Result<Settings, String> {
    let mut words = words.split_whitespace();
    let mut next = |what| {
        words
            .next()
            .ok_or_else(|| format!("the settings lack {what}"))
    };
    let settings = Settings {
        salt: next("the salt")?
            .parse()
            .map_err(|_| "the salt is a number")?,
        finalizers: next("the finalizers")?
            .parse()
            .map_err(|_| "the finalizers are `true` or `false`")?,
        nursery: next("the nursery's size")?
            .parse()
            .map_err(|_| "the nursery's size is a number below 256")?,
    };
    match words.next() {
        Some(word) => Err(format!("`{word}` follows the settings")),
        None => Ok(settings),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_can_be_written_and_read() {
        let ops: Vec<Op> = Op::NAMES
            .iter()
            .map(|name| Op::new(name, [1, 22, 333]).unwrap())
            .collect();
        let run = Run {
            settings: Settings {
                salt: 9,
                finalizers: false,
                nursery: 3,
            },
            ops,
        };
        assert_eq!(run.to_string().parse(), Ok(run));
    }

    #[test]
    fn borrows_are_indented() {
        let run: Run = "# a comment\nnew 0\n\nborrow 0 1 # so\nset 0 5\nend\nend\ndrop 0"
            .parse()
            .unwrap();
        assert_eq!(
            run.to_string(),
            "settings 1 true 4\nnew 0\nborrow 0 1\n  set 0 5\nend\nend\ndrop 0\n"
        );
    }

    #[test]
    fn mistakes_are_named() {
        for (text, error) in [
            ("new 0\nnow 0", "line 2: there is no step `now`"),
            ("new", "line 1: `new` takes 1 numbers, not 0"),
            ("new x", "line 1: `x` is no number below 65536"),
            ("settings 1", "line 1: the settings lack the finalizers"),
            ("settings 1 true 4 5", "line 1: `5` follows the settings"),
        ] {
            assert_eq!(text.parse::<Run>(), Err(error.to_owned()));
        }
    }
}
