//! [`Rules`]: every rule of the algorithm as a switch, so that a test can take one away and see what it is good for.

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $name:ident,)*) => {
        /// The rules that are in force. Each mutant lacks one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Rules {
            $($(#[doc = $doc])+ pub $name: bool,)*
        }

        impl Rules {
            /// All rules: the algorithm.
            pub const ALL: Rules = Rules { $($name: true,)* };

            /// Their names.
            pub const NAMES: &[&str] = &[$(stringify!($name)),*];

            /// All but the one of this name.
            pub fn without(name: &str) -> Option<Rules> {
                let mut rules = Rules::ALL;
                match name {
                    $(stringify!($name) => rules.$name = false,)*
                    _ => return None,
                }
                Some(rules)
            }
        }
    };
}

rules! {
    /// Resolving the receiver of a call is an entry: it runs the barrier.
    barrier_receiver,
    /// Resolving an argument is an entry.
    barrier_argument,
    /// A raw retain is an entry: from then on the object can outlive its wrapper and the list on it.
    barrier_retain,
    /// `Weak::upgrade` is an entry.
    barrier_upgrade,
    /// Disposing a wrapper is an entry: its list goes with it, the object may stay.
    barrier_dispose,
    /// Dropping a ceded object is an entry to its children: its `Drop` code sees its fields.
    barrier_drop,
    /// So is dropping what a pass condemned, which is not ceded itself but may refer to what is.
    barrier_drop_of_garbage,
    /// `upgrade` fails, and changes nothing, if a value that it would have to strengthen is gone.
    upgrade_checks_first,
    /// A promotion goes on to the children, until it comes to what is pinned or not ceded.
    promotion_descends,
    /// A promotion makes weak slots strong.
    promotion_strengthens,
    /// A promotion takes dead handles away, so that what it revives is not released by a late finalizer.
    promotion_drops_dead_handles,
    /// Pins are kept until the next pass, not only for the turn.
    pins_last,
    /// The list is pinned, not the wrapper, which may be disposed and lose its list.
    lists_are_pinned,
    /// A pass clears the pins before it frees, because `Drop` code pins.
    pins_are_cleared_before_freeing,
    /// A formerly weak slot that is not in the new plan is strong after a pass.
    moved_slots_are_strengthened,
    /// A slot with clones outside of traced fields stays strong.
    untraced_clones_are_strong,
    /// A slot that a live object holds, too, stays strong.
    live_clones_are_strong,
    /// The slots of what is condemned stay strong: `Drop` code may move them out.
    garbage_clones_are_strong,
    /// A new wrapper for a ceded object clears the object's flag.
    new_wrapper_clears_flag,
    /// A finalizer with an old generation does nothing.
    stale_finalizers_are_ignored,
    /// A finalizer releases only if no other wrapper of the handle is still to be reported.
    last_wrapper_releases,
    /// A handle with raw retains makes its object a root.
    raw_retains_are_roots,
    /// A borrowed object is a root.
    borrowed_are_roots,
    /// Dead wrappers are released before a pass counts and plans.
    dead_wrappers_are_released_first,
    /// A list is left as it is only if the object's flag is still set.
    unchanged_needs_flag,
    /// A list is left as it is only if none of its slots was used anew.
    unchanged_needs_slot_stamps,
    /// A list is left as it is only if none of its handles has another wrapper than before.
    unchanged_needs_wrapper_stamps,
    /// A wrapper that is disposed loses its list.
    disposed_wrappers_lose_lists,
    /// A pass takes the lists of those away that are not ceded any more.
    live_wrappers_lose_lists,
    /// What was only pinned in a turn without mutation is ceded again at its end.
    turns_are_undone,
    /// Nothing is undone after a mutation.
    undo_unless_mutated,
    /// Cloning a `Ref` counts as a mutation: the clone may be of anything below what was entered.
    undo_unless_cloned,
    /// Cloning a `JsRef` counts as a mutation.
    undo_unless_js_ref_cloned,
    /// Exposing an object counts as a mutation: its wrapper has no list.
    undo_unless_exposed,
    /// A raw retain counts as a mutation.
    undo_unless_retained,
    /// Nothing is undone for an object whose strong count is not the one of the pass.
    undo_needs_count,
    /// The share of a handle does not belong to that count: the handle may be gone, and a `Ref` be there in its place.
    undo_counts_without_handles,
    /// Nothing is undone for an object that is borrowed.
    undo_unless_borrowed,
    /// A pin is taken back only while its list is still on the object's wrapper.
    undo_needs_list,
    /// A promotion is undone as a whole or not at all.
    undo_promotion_whole,
    /// If one promotion of a turn is not undone, nothing of the turn is: it may have stopped at what the turn had pinned
    /// or promoted before, and then relies on that.
    undo_promotions_together,
    /// A promotion that lost a handle or a value is not undone.
    undo_needs_handles,
    /// A preserved object owns a virtual JS ref to its own wrapper.
    preserve_holds_wrapper,
    /// During a sliced pass, resolving, retaining or disposing a handle is noted: it makes a `Ref`.
    watch_entries,
    /// So is `upgrade`.
    watch_upgrades,
    /// So is returning an object to JavaScript: its wrapper may be a new one.
    watch_exposure,
    /// So is cloning a `Ref`.
    watch_clones,
    /// So is a borrow by which a `Ref` can be moved.
    watch_changes,
    /// So is dropping an object.
    watch_drops,
    /// So is the loss of a handle.
    watch_handles,
    /// So is an entry by way of another object, and its undo: the flag is part of a record, and it takes the barrier away.
    watch_states,
    /// A list that is replaced before the commit is pinned until then.
    replaced_lists_are_pinned,
    /// The commit counts again what changed objects refer to, and did refer to.
    targets_are_counted_again,
    /// What a live object refers to since it was marked is live.
    new_edges_of_live_are_marked,
    /// What a ceded object refers to since is not condemned, even if no walk led there.
    new_edges_of_ceded_are_ceded,
    /// The list of an object that was entered is sent again in the commit, unless the entry was undone and the list is the same.
    changed_lists_are_sent_again,
    /// So are the lists that were made by walking through an object that changed.
    walks_through_changed_are_repeated,
    /// So are the lists that name a wrapper which is gone since.
    lost_wrappers_are_walked_through,
    /// What counts as live keeps its flag: it may have been garbage for long.
    live_objects_stay_barred,
    /// A slot that is strengthened after the commit and before it was made weak stays strong.
    strengthened_slots_stay_strong,
}
