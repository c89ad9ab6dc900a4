//! What people read where the corners of a card are set.

use crate::imaging::quadrilateral::Quadrilateral;

pub const STAGE: &str = "证件四角";
pub const HELP: &str = "请把四个圆点拖到证件的四角，“上”字一边是证件的上边。";
pub const HELP_KEYS: &str = "键盘：Tab 键选择圆点，方向键移动，按住 Shift 移动得更快。";
/// Clockwise from the card's own top left.
pub const CORNERS: [&str; 4] = ["左上角", "右上角", "右下角", "左下角"];
pub const HANDLE: &str = "可移动的角点";
pub const TOP: &str = "上";
pub const WHOLE: &str = "不裁剪，使用整张图片";

/// 距左边12%，距上边8%: where a corner is in the picture.
#[must_use]
pub fn place(figure: Quadrilateral, corner: usize) -> String {
    let (x, y) = figure.part(corner);
    ["距左边", &percent(x), "，距上边", &percent(y)].concat()
}

/// Which way the card's upper side looks.
#[must_use]
pub fn lies(figure: Quadrilateral) -> &'static str {
    match figure.quarters() {
        0 => "证件上边朝上",
        1 => "证件上边朝右",
        2 => "证件上边朝下",
        _ => "证件上边朝左",
    }
}

fn percent(part: f64) -> String {
    [&((part * 100.0 + 0.5) as u32).to_string(), "%"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_in_whole_percents() {
        let figure = Quadrilateral::inset(1000, 500);
        assert_eq!(place(figure, 0), "距左边8%，距上边8%");
        assert_eq!(place(figure, 2), "距左边92%，距上边92%");
    }
}
