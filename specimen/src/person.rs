//! People cut out of their ground, the geometry of their heads, and their placement on a canvas.

use crate::canvas::{Canvas, Colour, mix};

/// The points of a head. Lengths are in pixels along the head's own axes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeadGeometry {
    /// The middle between the eyes.
    pub(crate) eyes: (f32, f32),
    /// By how many degrees the head leans clockwise.
    pub(crate) tilt: f32,
    /// The distance from one ear's edge on the cheek to the other's.
    pub(crate) face_width: f32,
    /// The distance from the eyes down to the mouth.
    pub(crate) mouth: f32,
    /// The distance from the eyes down to the tip of the chin.
    pub(crate) chin: f32,
    /// The distance from the eyes up to the top of the hair.
    pub(crate) crown: f32,
}

/// The direction in which a person looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gaze {
    Ahead,
    /// A little aside, so that opinions may differ.
    Aside,
    Profile,
}

/// A person without ground.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) colours: Canvas,
    /// The share of each pixel that the person covers, 0–1.
    pub(crate) cover: Vec<f32>,
    pub(crate) geometry: HeadGeometry,
    pub(crate) gaze: Gaze,
    /// How far the true width of the face may differ from the geometry, as a share of it. A drawing has no ears, so its width is doubtful.
    pub(crate) width_doubt: f32,
    /// Whether the person comes from a picture in colour.
    pub(crate) is_in_colour: bool,
}

/// The placement of a person on a canvas.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placement {
    /// Pixels of the canvas for one pixel of the person.
    pub(crate) scale: f32,
    /// Where the middle between the eyes lies on the canvas.
    pub(crate) eyes: (f32, f32),
    /// By how many degrees the head leans clockwise on the canvas.
    pub(crate) lean: f32,
    /// Whether left and right are exchanged.
    pub(crate) is_mirrored: bool,
}

impl Person {
    pub(crate) fn is_drawn(&self) -> bool {
        self.name.starts_with("bust")
    }

    /// The geometry of the placed head.
    pub(crate) fn placed_geometry(&self, placement: &Placement) -> HeadGeometry {
        let own = &self.geometry;
        HeadGeometry {
            eyes: placement.eyes,
            tilt: placement.lean,
            face_width: own.face_width * placement.scale,
            mouth: own.mouth * placement.scale,
            chin: own.chin * placement.scale,
            crown: own.crown * placement.scale,
        }
    }

    /// Draws the person onto a canvas. Returns the share of each of its pixels that the person covers.
    pub(crate) fn draw_on(&self, canvas: &mut Canvas, placement: &Placement) -> Vec<f32> {
        let own = &self.geometry;
        let own_tilt = if placement.is_mirrored { -own.tilt } else { own.tilt };
        let turn = (placement.lean - own_tilt).to_radians();
        let (sin, cos) = turn.sin_cos();
        let mut cover = Vec::with_capacity(canvas.pixels.len());
        canvas.map_pixels(|(x, y), below| {
            let (x, y) = (
                (x - placement.eyes.0) / placement.scale,
                (y - placement.eyes.1) / placement.scale,
            );
            let (across, down) = (x * cos + y * sin, y * cos - x * sin);
            let across = if placement.is_mirrored { -across } else { across };
            let (x, y) = (own.eyes.0 + across, own.eyes.1 + down);
            let share = self.cover_at(x, y);
            cover.push(share);
            if share > 0.0 { mix(below, self.colours.colour_at(x, y), share) } else { below }
        });
        cover
    }

    fn cover_at(&self, x: f32, y: f32) -> f32 {
        let (width, height) = (self.colours.width, self.colours.height);
        if x < 0.0 || y < 0.0 || x >= width as f32 || y >= height as f32 {
            return 0.0;
        }
        let along = |at: f32, length: usize| (at.max(0.0) as usize).min(length - 1);
        let (left, top) = (along(x - 0.5, width), along(y - 0.5, height));
        let (right, bottom) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
        let (across, down) =
            ((x - 0.5 - left as f32).clamp(0.0, 1.0), (y - 0.5 - top as f32).clamp(0.0, 1.0));
        let value = |x: usize, y: usize| self.cover[y * width + x];
        let above = value(left, top) + (value(right, top) - value(left, top)) * across;
        let below = value(left, bottom) + (value(right, bottom) - value(left, bottom)) * across;
        above + (below - above) * down
    }
}

impl HeadGeometry {
    /// Whether a point lies in the oval of the face, which excludes hair and ground.
    pub(crate) fn is_on_face(&self, (x, y): (f32, f32)) -> bool {
        let (across, down) = self.head_axes_position((x, y));
        let off = (down - 0.45 * self.mouth) / (1.15 * self.mouth);
        let aside = across / (0.38 * self.face_width);
        aside * aside + off * off < 1.0
    }

    /// The position of a point relative to the eyes, along the head's axes.
    pub(crate) fn head_axes_position(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let (sin, cos) = self.tilt.to_radians().sin_cos();
        let (x, y) = (x - self.eyes.0, y - self.eyes.1);
        (x * cos + y * sin, y * cos - x * sin)
    }
}

/// The white of paper.
pub(crate) const WHITE: Colour = [255.0; 3];
