//! Makes the types of the tree objects of one class hierarchy rooted in `Node`.

macro_rules! derived {
    ($ty:ident: $base:ident, $trace:expr) => {
        impl handfast_runtime::Trace for $ty {
            const EDGES: bool = true;
            fn trace(&self, tracer: &mut handfast_runtime::Tracer<'_>) {
                self.parent.trace(tracer);
                let own: fn(&$ty, &mut handfast_runtime::Tracer<'_>) = $trace;
                own(self, tracer);
            }
        }
        impl handfast_runtime::Object for $ty {
            type Root = $crate::node::Node;
            fn class() -> &'static handfast_runtime::Class {
                static CLASS: handfast_runtime::Class =
                    handfast_runtime::Class::new(stringify!($ty), true).extending(<$base as handfast_runtime::Object>::class);
                &CLASS
            }
            fn into_value(self) -> handfast_runtime::Value<$crate::node::Node> {
                handfast_runtime::Value::Derived(Box::new(self))
            }
        }
        impl handfast_runtime::Part for $ty {
            fn part(&self, id: std::any::TypeId) -> Option<&dyn std::any::Any> {
                if id == std::any::TypeId::of::<$ty>() { Some(self) } else { self.parent.part(id) }
            }
            fn part_mut(&mut self, id: std::any::TypeId) -> Option<&mut dyn std::any::Any> {
                if id == std::any::TypeId::of::<$ty>() { Some(self) } else { self.parent.part_mut(id) }
            }
            fn trace_part(&self, tracer: &mut handfast_runtime::Tracer<'_>) {
                handfast_runtime::Trace::trace(self, tracer);
            }
        }
    };
}
pub(crate) use derived;
