//! The heap as words in memory, for `js-runtime/src/explain.js`, which says what they mean.

use std::cell::RefCell;

use handfast_runtime::{Explanation, GraphEdge, GraphNode, Heap, HeapGraph, Holder, WrapperHold};

use super::status;

thread_local! {
    /// What was asked for last; kept until the next question.
    static ANSWER: RefCell<Answer> = const { RefCell::new(Answer { words: Vec::new(), text: String::new() }) };
}

struct Answer {
    words: Vec<u32>,
    text: String,
}

/// Finds out why the object of a handle is alive; `by_wrapper`: apart from its wrapper.
#[unsafe(no_mangle)]
pub extern "C" fn hf_explain(handle: f64, by_wrapper: u32) -> u32 {
    let handle = Heap::handle(handle);
    let explanation = handle.and_then(if by_wrapper == 0 {
        Heap::explain_handle
    } else {
        Heap::explain_wrapper
    });
    status(explanation.map(|explanation| answer(&explanation)))
}

/// Writes down the whole graph.
#[unsafe(no_mangle)]
pub extern "C" fn hf_graph() {
    let mut explanation = Explanation::default();
    explanation.graph = Heap::graph();
    answer(&explanation);
}

/// Where the words of the last answer are; valid until the next question.
#[unsafe(no_mangle)]
pub extern "C" fn hf_answer() -> *const u32 {
    ANSWER.with_borrow(|answer| answer.words.as_ptr())
}

fn answer(explanation: &Explanation) {
    let text = explanation.to_string();
    let mut words = Vec::new();
    write_graph(&mut words, &explanation.graph);
    words.push(explanation.path.len() as u32);
    words.extend(explanation.path.iter().map(|&node| node as u32));
    write_text(&mut words, &text);
    ANSWER.set(Answer { words, text });
}

fn write_graph(words: &mut Vec<u32>, graph: &HeapGraph) {
    words.push(graph.nodes.len() as u32);
    for node in &graph.nodes {
        write_node(words, node);
    }
}

fn write_node(words: &mut Vec<u32>, node: &GraphNode) {
    let roots = &node.roots;
    write_text(words, node.class);
    let (index, generation) = node
        .handle
        .map_or((0, 0), |handle| (handle.index(), handle.generation()));
    let flags = [
        node.ceded,
        node.condemned,
        roots.preserved,
        roots.pinned,
        roots.wrapper == WrapperHold::Possible,
        roots.wrapper == WrapperHold::Certain,
        roots.borrowed.is_some(),
        roots.borrowed_mut.is_some(),
    ];
    let flags = flags
        .iter()
        .rev()
        .fold(0, |bits, &flag| bits << 1 | u32::from(flag));
    words.extend([
        index,
        generation,
        node.strong,
        roots.references,
        roots.retains,
        flags,
    ]);
    let (holder, line) = match roots.borrowed.or(roots.borrowed_mut) {
        Some(Holder::Method(name)) => (*name, 0),
        Some(Holder::Code(location)) => (location.file(), location.line()),
        _ => ("", 0),
    };
    write_text(words, holder);
    words.extend([line, node.edges.len() as u32]);
    for &edge in &node.edges {
        // Slots begin at 1, so 0 is no JS ref. Positions are counted from 1, too.
        let slot = match edge {
            GraphEdge::JsRef { slot, weak, .. } => slot << 1 | u32::from(weak),
            _ => 0,
        };
        words.extend([slot, edge.to().map_or(0, |to| to as u32 + 1)]);
    }
}

fn write_text(words: &mut Vec<u32>, text: &str) {
    words.extend([text.as_ptr() as u32, text.len() as u32]);
}
