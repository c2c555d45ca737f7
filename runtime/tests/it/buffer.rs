//! Buffers and the sections that views are made of.

use std::cell::Cell;

use handfast_runtime::{Buffer, Clamped, Element, Error, Section};

fn numbers(cells: &[Cell<f64>]) -> Vec<f64> {
    cells.iter().map(Cell::get).collect()
}

#[test]
fn what_would_move_a_viewed_buffer_is_refused() {
    let mut buffer: Buffer<f64> = vec![1.0, 2.0].into();
    let section = buffer.section(..).unwrap();
    let place = section.cells().as_ptr();
    let viewed = Err(Error::Viewed { views: 1 });
    assert_eq!(buffer.push(3.0), viewed);
    assert_eq!(buffer.extend_from_slice(&[3.0]), viewed);
    assert_eq!(buffer.reserve(1), viewed);
    assert_eq!(buffer.resize(3, 0.0), viewed);
    assert_eq!(buffer.resize(1, 0.0), viewed);
    assert_eq!(buffer.truncate(1), viewed);
    assert_eq!(buffer.clear(), viewed);
    assert_eq!(buffer.shrink_to_fit(), viewed);
    assert_eq!(buffer.to_vec(), [1.0, 2.0]);
    assert_eq!(buffer.cells().as_ptr(), place);

    // What changes nothing is no reason to refuse.
    assert_eq!(buffer.truncate(2), Ok(()));
    assert_eq!(buffer.resize(2, 0.0), Ok(()));
    assert_eq!(buffer.extend_from_slice(&[]), Ok(()));
    drop(section);
    assert_eq!(buffer.clear(), Ok(()));
    assert_eq!(buffer.len(), 0);
}

#[test]
fn room_that_is_there_is_used_under_a_view() {
    let mut buffer = Buffer::new();
    buffer.reserve(10).unwrap();
    buffer.push(1.0).unwrap();
    let section = buffer.section(..).unwrap();
    let place = buffer.cells().as_ptr();
    for number in 2..=10 {
        buffer.push(f64::from(number)).unwrap();
    }
    assert_eq!(buffer.push(11.0), Err(Error::Viewed { views: 1 }));
    assert_eq!(buffer.cells().as_ptr(), place);
    assert_eq!(numbers(section.cells()), [1.0]);
    assert_eq!(buffer.len(), 10);
}

#[test]
fn a_section_outlives_its_buffer() {
    let buffer: Buffer<f64> = (0..5).map(f64::from).collect();
    let section = buffer.section(1..=3).unwrap();
    drop(buffer);
    let inner = section.section(1..).unwrap();
    drop(section);
    assert_eq!(numbers(inner.cells()), [2.0, 3.0]);
}

#[test]
fn each_view_counts_and_a_section_of_a_section_as_well() {
    let buffer: Buffer<u8> = vec![0; 4].into();
    let a = buffer.section(..).unwrap();
    let b = a.section(1..2).unwrap();
    assert_eq!(buffer.views(), 2);
    drop(a);
    assert_eq!(buffer.views(), 1);
    drop(b);
    assert_eq!(buffer.views(), 0);
}

#[test]
fn ranges_are_checked() {
    let buffer: Buffer<u16> = vec![7; 3].into();
    let out = |end| Error::OutOfBounds { end, len: 3 };
    let of = |range: (usize, usize)| buffer.section(range.0..range.1).map(drop);
    assert_eq!(of((0, 3)), Ok(()));
    assert_eq!(of((3, 3)), Ok(()));
    assert_eq!(of((0, 4)), Err(out(4)));
    assert_eq!(of((4, 4)), Err(out(4)));
    assert_eq!(of((3, 2)), Err(out(3)));
    assert_eq!(buffer.section(..=usize::MAX).map(drop), Err(out(u32::MAX)));
    let mut room = [0; 2];
    assert_eq!(buffer.read(2, &mut room), Err(out(4)));
    assert_eq!(buffer.read(usize::MAX, &mut room), Err(out(u32::MAX)));
    assert_eq!(buffer.write(3, &[1]), Err(out(4)));
    assert_eq!(room, [0, 0]);
    buffer.write(1, &[8, 9]).unwrap();
    buffer.read(1, &mut room).unwrap();
    assert_eq!(room, [8, 9]);
}

#[test]
fn what_there_is_no_memory_for_is_refused_and_nothing_is_lost() {
    // Of 8 bytes each: more than addresses can tell apart, which Miri too refuses instead of trying.
    const FAR: usize = isize::MAX as usize / 8 + 1;
    let mut buffer: Buffer<f64> = vec![1.0].into();
    for additional in [FAR, usize::MAX, usize::MAX / 8] {
        assert_eq!(buffer.reserve(additional), Err(Error::TooLarge));
    }
    assert_eq!(buffer.resize(FAR, 0.0), Err(Error::TooLarge));
    assert_eq!(Buffer::<u64>::zeroed(FAR).map(drop), Err(Error::TooLarge));
    assert_eq!(buffer.to_vec(), [1.0]);
    buffer.push(2.0).unwrap();
    assert_eq!(buffer.to_vec(), [1.0, 2.0]);
}

#[test]
fn a_vector_becomes_a_buffer_where_it_is() {
    let vector = vec![1_u32, 2, 3];
    let place = vector.as_ptr();
    let buffer = Buffer::from(vector);
    assert_eq!(buffer.cells().as_ptr().cast::<u32>(), place);
    assert_eq!(format!("{buffer:?}"), "[1, 2, 3]");
}

/// The other heap knows the numbers by an address, and writes whenever it runs: also while cells are held here. Miri watches.
#[test]
fn whoever_has_the_address_may_write_while_cells_are_held() {
    fn write<T: Element + PartialEq + std::fmt::Debug>(buffer: &Buffer<T>, number: T) {
        let section: Section<T> = buffer.section(1..3).unwrap();
        let address = section.cells().as_ptr().expose_provenance();
        let (all, part) = (buffer.cells(), section.cells());
        // SAFETY: the address is that of a section which lives, and of two numbers; nobody else is running.
        unsafe {
            std::ptr::with_exposed_provenance_mut::<T>(address)
                .add(1)
                .write(number);
        };
        assert_eq!((all[2].get(), part[1].get()), (number, number));
        part[1].set(T::default());
        // SAFETY: as above.
        let read = unsafe {
            std::ptr::with_exposed_provenance::<T>(address)
                .add(1)
                .read()
        };
        assert_eq!(read, T::default());
    }
    write(&vec![0_u8; 4].into(), 9);
    write(&vec![Clamped(0); 4].into(), Clamped(9));
    write(&vec![0_i64; 4].into(), -9);
    write(&vec![0.0_f32; 4].into(), 9.5);
}
