//! The fonts that cards are set in: found by the names of their files and of their faces.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use swash::{CacheKey, FontDataRef, FontRef, StringId};

use crate::SpecimenError;

/// Folders to look into instead of the usual ones, separated as paths are. Faces beyond the needed ones that are there are used too.
const FOLDERS: &str = "SSCARD_SPECIMEN_FONTS";
/// Where Debian's fonts-noto-cjk and fonts-dejavu-core put them. Nothing else is looked at by itself, so that a seed gives the same
/// specimens on every machine.
const USUAL_FOLDERS: [&str; 2] =
    ["/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/dejavu"];
/// How many folders deep a font may lie.
const DEPTH: usize = 3;

/// A face by its file and family.
type Wanted = (&'static str, &'static str);

const PLAIN: Wanted = ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC");
const BOLD: Wanted = ("NotoSansCJK-Bold.ttc", "Noto Sans CJK SC");
const SERIF: Wanted = ("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC");
const DIGITS: [Wanted; 2] =
    [("DejaVuSansMono.ttf", "DejaVu Sans Mono"), ("DejaVuSansMono-Bold.ttf", "DejaVu Sans Mono")];
/// Faces that values may be set in as well.
const MORE: [Wanted; 2] =
    [("wqy-microhei.ttc", "WenQuanYi Micro Hei"), ("wqy-zenhei.ttc", "WenQuanYi Zen Hei")];
/// Faces for the number that are nearer to the real one than the usual ones.
const MORE_DIGITS: [Wanted; 1] = [("OCRB.otf", "OCR B")];

/// One face of a font file.
#[derive(Clone, Debug)]
pub(crate) struct Face {
    data: Arc<[u8]>,
    offset: u32,
    key: CacheKey,
}

impl Face {
    fn read(path: &Path, family: &str) -> Option<Self> {
        let data = std::fs::read(path).ok()?;
        let fonts = FontDataRef::new(&data)?;
        let mut faces = fonts.fonts();
        let face = faces.find(|face| {
            face.localized_strings()
                .any(|name| name.id() == StringId::Family && name.chars().eq(family.chars()))
        })?;
        let (offset, key) = (face.offset, face.key);
        Some(Self { data: data.into(), offset, key })
    }

    pub(crate) fn font(&self) -> FontRef<'_> {
        FontRef { data: &self.data, offset: self.offset, key: self.key }
    }

    /// The glyph of a character, where there is one.
    pub(crate) fn glyph(&self, letter: char) -> Option<u16> {
        Some(self.font().charmap().map(letter)).filter(|glyph| *glyph != 0)
    }

    /// How far a character moves on, in sizes of the font.
    pub(crate) fn advance(&self, letter: char) -> f32 {
        let glyph = self.font().charmap().map(letter);
        self.font().glyph_metrics(&[]).scale(1.0).advance_width(glyph)
    }
}

/// The faces that cards are set in.
#[derive(Clone, Debug)]
pub(crate) struct Fonts {
    /// Values of the portrait side.
    values: Vec<Face>,
    /// 公民身份号码.
    digits: Vec<Face>,
    pub(crate) plain: Face,
    pub(crate) bold: Face,
    pub(crate) serif: Face,
}

impl Fonts {
    /// Reads the faces.
    ///
    /// # Errors
    /// [`SpecimenError::NoFont`] where one is missing that cannot be done without.
    pub(crate) fn find() -> Result<Self, SpecimenError> {
        let given = std::env::var_os(FOLDERS);
        let folders: Vec<PathBuf> = given
            .iter()
            .flat_map(std::env::split_paths)
            .chain(USUAL_FOLDERS.map(PathBuf::from))
            .collect();
        let read = |(file, family): Wanted| {
            folders.iter().find_map(|folder| Face::read(&lying_in(folder, file, DEPTH)?, family))
        };
        let needed = |(file, family): Wanted| {
            read((file, family)).ok_or(SpecimenError::NoFont { file, family, variable: FOLDERS })
        };
        let plain = needed(PLAIN)?;
        let bold = needed(BOLD)?;
        let mut values = vec![plain.clone(), plain.clone(), plain.clone(), bold.clone()];
        values.extend(MORE.into_iter().filter_map(read));
        let mut digits: Vec<Face> = DIGITS.into_iter().map(needed).collect::<Result<_, _>>()?;
        digits.extend(MORE_DIGITS.into_iter().filter_map(read));
        Ok(Self { values, digits, plain, bold, serif: needed(SERIF)? })
    }

    /// Faces for values.
    pub(crate) fn values(&self) -> &[Face] {
        &self.values
    }

    /// Faces for the number.
    pub(crate) fn digits(&self) -> &[Face] {
        &self.digits
    }
}

/// A file of this name in a folder or below it; the folders in order of their names.
fn lying_in(folder: &Path, file: &str, depth: usize) -> Option<PathBuf> {
    let path = folder.join(file);
    if path.is_file() {
        return Some(path);
    }
    let mut below: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| depth > 1 && path.is_dir())
        .collect();
    below.sort();
    below.iter().find_map(|folder| lying_in(folder, file, depth - 1))
}
