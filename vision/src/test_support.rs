//! Fetched files and drawn pictures for the tests of this crate.

/// The bytes of a model that `cargo xtask setup` fetched.
pub(crate) fn model_file(name: &str) -> Vec<u8> {
    fetched_file("models", name)
}

/// A fetched file: below `$SSCARD_TOOLS`, or below `~/.cache/sscard/tools` where that is not set.
pub(crate) fn fetched_file(folder: &str, name: &str) -> Vec<u8> {
    let tools =
        std::env::var_os("SSCARD_TOOLS").map(std::path::PathBuf::from).unwrap_or_else(|| {
            std::path::PathBuf::from(std::env::var_os("HOME").unwrap_or_default())
                .join(".cache/sscard/tools")
        });
    let path = tools.join(folder).join(name);
    std::fs::read(&path).unwrap_or_else(|error| {
        panic!("{} is not there ({error}). Fetch it with `cargo xtask setup`.", path.display())
    })
}

pub(crate) const FACE_MODEL: &str = "face_detection_short_range.tflite";
pub(crate) const GROUND_MODEL: &str = "selfie_segmentation.tflite";

/// An oval of a drawing: its middle, its half axes and its colour.
type DrawnOval = (i64, i64, i64, i64, [u8; 3]);

/// Shirt, hair, face, eyes, pupils, nose and mouth on a sheet of 512 × 512.
const PERSON_OVALS: [DrawnOval; 9] = [
    (256, 560, 220, 210, [40, 60, 110]),
    (256, 190, 105, 130, [45, 30, 25]),
    (256, 225, 85, 110, [215, 165, 135]),
    (222, 205, 14, 8, [250, 250, 250]),
    (290, 205, 14, 8, [250, 250, 250]),
    (222, 205, 7, 7, [30, 20, 20]),
    (290, 205, 7, 7, [30, 20, 20]),
    (256, 245, 12, 16, [190, 135, 110]),
    (256, 285, 30, 9, [170, 70, 70]),
];

/// The drawn person, `side` pixels wide and high, in integers only. The reference was computed from the same bytes.
pub(crate) fn drawn_person(side: u32) -> Vec<u8> {
    let mut pixels = Vec::new();
    let place = |index: u32| i64::from(index * 512 / side);
    for (y, x) in (0..side).flat_map(|y| (0..side).map(move |x| (place(y), place(x)))) {
        let grain = u8::try_from((x * 7 + y * 13) % 11).unwrap();
        let mut colour = [200 - grain, 215 - grain, 230 - grain];
        for (middle_x, middle_y, half_width, half_height, own) in PERSON_OVALS {
            let (across, down) = ((x - middle_x) * half_height, (y - middle_y) * half_width);
            let reach = half_width * half_height;
            if across * across + down * down < reach * reach {
                colour = own;
            }
        }
        pixels.extend(colour);
    }
    pixels
}
