//! What is drawn over the picture: the figure with its outside dimmed, and the loupe.

use leptos::prelude::*;

use crate::imaging::quadrilateral::{Point, Quadrilateral};

/// How much of the picture the loupe shows to each side, in parts of the shorter side.
const LOUPE: f64 = 0.07;

/// The figure: the outside dimmed, and the card's upper side thicker than the others.
pub(super) fn figure(figure: RwSignal<Quadrilateral>, size: Point) -> AnyView {
    let shade = move || {
        let all = path(&[(0.0, 0.0), (size.0, 0.0), size, (0.0, size.1)]);
        [all, outline(figure.get())].concat()
    };
    view! {
        <svg class="corners-drawing" viewBox=view_box((0.0, 0.0), size) preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <path class="corners-shade" d=shade/>
            <path class="corners-rim" d=move || outline(figure.get())/>
            <path class="corners-line" d=move || outline(figure.get())/>
            <path class="corners-top" d=move || path(figure.get().corners().get(..2).unwrap_or_default())/>
        </svg>
    }
    .into_any()
}

/// The picture about one corner, enlarged, where the finger does not cover it.
pub(super) fn loupe(
    url: String,
    figure: RwSignal<Quadrilateral>,
    corner: usize,
    size: Point,
) -> AnyView {
    let around = size.0.min(size.1) * LOUPE;
    let seen = move || {
        let (x, y) = figure.get().corners()[corner % 4];
        view_box((x - around, y - around), (2.0 * around, 2.0 * around))
    };
    // In the corner of the stage that is farthest from the finger's half.
    let right = move || figure.get().part(corner).0 < 0.5;
    view! {
        <svg class="corners-loupe" class:corners-loupe-right=right viewBox=seen aria-hidden="true" focusable="false">
            <image href=url width=whole(size.0) height=whole(size.1) preserveAspectRatio="none"/>
            <path class="corners-rim" d=move || outline(figure.get())/>
            <path class="corners-line" d=move || outline(figure.get())/>
        </svg>
    }
    .into_any()
}

/// A length of the page in parts of a picture's side: 0.1234 as `12.34%`, without the cost of a float formatter.
pub(super) fn percent(part: f64) -> String {
    let hundredths = (part * 10_000.0 + 0.5) as u32;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let zero = if rest < 10 { "0" } else { "" };
    [&whole.to_string(), ".", zero, &rest.to_string(), "%"].concat()
}

fn outline(figure: Quadrilateral) -> String {
    [&path(&figure.corners()), "Z"].concat()
}

/// An SVG path through these points. Whole pixels of the source are finer than the screen's.
fn path(points: &[Point]) -> String {
    let mut path = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        path.push(if at == 0 { 'M' } else { 'L' });
        path.push_str(&whole(*x));
        path.push(' ');
        path.push_str(&whole(*y));
    }
    path
}

fn view_box(from: Point, size: Point) -> String {
    [from.0, from.1, size.0, size.1].map(whole).join(" ")
}

fn whole(number: f64) -> String {
    (number.round() as i32).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_become_lengths() {
        assert_eq!(percent(0.0), "0.00%");
        assert_eq!(percent(0.1234), "12.34%");
        assert_eq!(percent(0.9905), "99.05%");
        assert_eq!(percent(1.0), "100.00%");
    }

    #[test]
    fn points_become_a_path() {
        assert_eq!(path(&[(0.0, 1.4), (20.6, 3.0)]), "M0 1L21 3");
    }
}
