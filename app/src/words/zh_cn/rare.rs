//! 中文: the words around rare characters.

use crate::words::RareWords;

pub(in crate::words) const RARE: RareWords = RareWords {
    open: "输入生僻字",
    by_code: "粘贴这个字，或输入它的编码",
    by_code_hint: "编码如 U+20BB7，可在字典网站查到",
    no_such: "没有找到这个字，请只粘贴一个汉字，或核对编码。",
    by_radical: "按部首和笔画查找",
    radical_strokes: "部首笔画",
    radical: "部首",
    change_radical: "再点一次，可以换一个部首",
    remaining_strokes: "除部首外的笔画",
    found: "点选要填入的字",
    try_near: "没有您的字？可试试多一画或少一画，或换一个部首；仍找不到请拨打96066。",
    may_be_unseen: "您的设备可能显示不出这个字，不影响制卡",
    some_unseen: "方框或空白，是您的设备显示不出的字，不影响制卡，可对照编码点选。",
};

pub(in crate::words) fn strokes(strokes: u8) -> String {
    format!("{strokes}画")
}

pub(in crate::words) fn characters_found(found: usize) -> String {
    format!("找到{found}个字")
}
