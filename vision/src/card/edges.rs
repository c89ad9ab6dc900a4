//! Detecting edges of brightness or colour.

use super::homography::Point;
use crate::Picture;

/// A point of an edge, in pixels of the picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct EdgePoint {
    pub(super) position: Point,
    /// The direction across the edge, of length one.
    pub(super) normal: Point,
    /// The weight of the edge, 0–1: less for a faint edge, the same for every strong one.
    pub(super) weight: f64,
}

/// The least step of an edge, in bytes.
const MIN_STEP_BYTES: f64 = 1.2;
/// The step, in bytes, that has full weight where the picture is smooth.
const CLEAR_STEP_BYTES: f64 = 7.0;
/// The least step of an edge in multiples of the picture's median step. Smaller steps are grain.
const MIN_STEP_PER_MEDIAN: f64 = 1.25;
/// The step that has full weight where the picture is rough, in multiples of the median step.
const CLEAR_STEP_PER_MEDIAN: f64 = 2.2;

/// The change of the picture about one pixel, in sums of bytes: to the right, downwards, and its size.
#[derive(Clone, Copy, Default)]
struct PixelChange {
    right: i32,
    down: i32,
    size: f64,
}

/// The edge points of a picture, thinned to lines.
pub(super) fn find_edges(picture: &Picture) -> Vec<EdgePoint> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    if width < 8 || height < 8 {
        return Vec::new();
    }
    let changes = measure_changes(&smooth(picture), width, height);
    let median = median_step(&changes);
    let (min_step, clear_step) = (
        (median * MIN_STEP_PER_MEDIAN).max(MIN_STEP_BYTES),
        (median * CLEAR_STEP_PER_MEDIAN).max(CLEAR_STEP_BYTES),
    );
    let mut edges = Vec::new();
    for y in 2..height - 2 {
        for x in 2..width - 2 {
            let index = y * width + x;
            let current = changes[index];
            if current.size <= min_step {
                continue;
            }
            let index_step = step_across_edge(current, width);
            let (before, after) =
                (changes[index - index_step].size, changes[index + index_step].size);
            // One of two equal neighbours must be dropped, or a flat top would count twice.
            if before >= current.size || after > current.size {
                continue;
            }
            let bend = before + after - 2.0 * current.size;
            let shift =
                if bend < 0.0 { ((before - after) / (2.0 * bend)).clamp(-0.5, 0.5) } else { 0.0 };
            let (right, down) = (f64::from(current.right), f64::from(current.down));
            let length = (right * right + down * down).sqrt();
            let normal = (right / length, down / length);
            let (step_x, step_y) = step_vector(index_step, width);
            // The parabola runs along the step to the neighbour. Only its component across the edge moves the edge.
            let shift = shift * (step_x * normal.0 + step_y * normal.1);
            edges.push(EdgePoint {
                position: (x as f64 + 0.5 + shift * normal.0, y as f64 + 0.5 + shift * normal.1),
                normal,
                weight: (current.size / clear_step).min(1.0),
            });
        }
    }
    edges
}

/// The picture smoothed with the weights 1 2 1 in both directions: three channels a pixel, multiplied by sixteen. The
/// border stays zero.
fn smooth(picture: &Picture) -> Vec<[i32; 3]> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let pixels = picture.pixels();
    let mut rows = vec![[0_i32; 3]; width * height];
    for (out, row) in rows.chunks_exact_mut(width).zip(pixels.chunks_exact(width)) {
        for (out, [one, two, three]) in out[1..].iter_mut().zip(row.array_windows::<3>()) {
            for channel in 0..3 {
                out[channel] = i32::from(one[channel])
                    + 2 * i32::from(two[channel])
                    + i32::from(three[channel]);
            }
        }
    }
    let mut all = vec![[0_i32; 3]; width * height];
    for y in 1..height - 1 {
        let (above, current, below) =
            (&rows[(y - 1) * width..], &rows[y * width..], &rows[(y + 1) * width..]);
        for (x, out) in all[y * width..(y + 1) * width].iter_mut().enumerate() {
            for channel in 0..3 {
                out[channel] = above[x][channel] + 2 * current[x][channel] + below[x][channel];
            }
        }
    }
    all
}

/// Sobel differences, summed over the channels in the sense of the channel that changes most, so that an edge between
/// two colours of equal brightness counts too. The two outermost pixels have none.
fn measure_changes(smoothed: &[[i32; 3]], width: usize, height: usize) -> Vec<PixelChange> {
    let mut changes = vec![PixelChange::default(); width * height];
    for y in 2..height - 2 {
        for x in 2..width - 2 {
            let index = y * width + x;
            let (above, below) = (index - width, index + width);
            let mut per_channel = [(0_i32, 0_i32); 3];
            for (channel, change) in per_channel.iter_mut().enumerate() {
                let value = |index: usize| smoothed[index][channel];
                let (right_top, right_bottom) = (value(above + 1), value(below + 1));
                let (left_top, left_bottom) = (value(above - 1), value(below - 1));
                *change = (
                    right_top + 2 * value(index + 1) + right_bottom
                        - left_top
                        - 2 * value(index - 1)
                        - left_bottom,
                    left_bottom + 2 * value(below) + right_bottom
                        - left_top
                        - 2 * value(above)
                        - right_top,
                );
            }
            // A byte's step is at most 16 × 4 × 255. Its square fits 32 bits.
            let square = |(right, down): (i32, i32)| right * right + down * down;
            let mut strongest = per_channel[0];
            for &other in &per_channel[1..] {
                if square(other) > square(strongest) {
                    strongest = other;
                }
            }
            let mut sum = (0_i32, 0_i32);
            for (right, down) in per_channel {
                let sense = (right * strongest.0 + down * strongest.1).signum();
                sum = (sum.0 + sense * right, sum.1 + sense * down);
            }
            let (right, down) = (f64::from(sum.0), f64::from(sum.1));
            changes[index] = PixelChange {
                right: sum.0,
                down: sum.1,
                size: (right * right + down * down).sqrt() / 192.0,
            };
        }
    }
    changes
}

/// The index step to the neighbour most nearly across the edge, of the eight about a pixel.
fn step_across_edge(change: PixelChange, width: usize) -> usize {
    let (right, down) = (change.right.unsigned_abs(), change.down.unsigned_abs());
    // 5/12 is the tangent of 22.6°.
    if down * 12 < right * 5 {
        1
    } else if right * 12 < down * 5 {
        width
    } else if (change.right > 0) == (change.down > 0) {
        width + 1
    } else {
        width - 1
    }
}

/// The same step as a vector to the right and downwards.
fn step_vector(step: usize, width: usize) -> Point {
    match step {
        1 => (1.0, 0.0),
        s if s == width => (0.0, 1.0),
        s if s == width + 1 => (1.0, 1.0),
        _ => (-1.0, 1.0),
    }
}

/// The median step, to a quarter of a byte.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from float to integer saturates"
)]
fn median_step(changes: &[PixelChange]) -> f64 {
    let mut counts = [0_usize; 256];
    for change in changes {
        counts[((change.size * 4.0) as usize).min(255)] += 1;
    }
    let mut below = 0;
    for (step, count) in (0_u32..).zip(counts) {
        below += count;
        if below * 2 >= changes.len() {
            return f64::from(step) / 4.0;
        }
    }
    64.0
}
