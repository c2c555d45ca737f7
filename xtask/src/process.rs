//! Starting other programs.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::repo;

/// A command that runs at the root of the repository.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(repo::root());
    command
}

/// The cargo that the pinned toolchain brings, with arguments that are separated by blanks.
pub(crate) fn cargo(args: &str) -> Command {
    let mut command = command("cargo");
    command.args(args.split_whitespace());
    command
}

/// Runs a command, its output shown, and fails when it does. The command is printed first, so that
/// whoever reads a failure can repeat it by hand.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    eprintln!("$ {}{}", variables(command), line(command));
    let line = line(command);
    let status = command
        .status()
        .with_context(|| format!("cannot start `{line}`"))?;
    ensure!(status.success(), "`{line}` failed: {status}");
    Ok(())
}

/// Runs a command and returns what it wrote to its standard output; errors are shown as they come.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    eprintln!("$ {}{}", variables(command), line(command));
    let line = line(command);
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("cannot start `{line}`"))?;
    ensure!(
        output.status.success(),
        "`{line}` failed: {}",
        output.status
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a command can be started and succeeds; it is not shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let program = command.get_program().display().to_string();
    let args = command.get_args().map(|arg| quoted(&arg.to_string_lossy()));
    std::iter::once(program)
        .chain(args)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The variables that were set for a command, as one would type them before it.
fn variables(command: &Command) -> String {
    let set = command
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)));
    set.map(|(name, value)| format!("{}={} ", name.display(), quoted(&value.to_string_lossy())))
        .collect()
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,+@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{word}'")
    }
}
