//! Places: the first digits of a number, an address that nobody has, and the office that issues there.

use std::sync::OnceLock;

use crate::chance::Chance;

/// A county or district.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Six digits (GB/T 2260), as at some time they were.
    pub(crate) code: &'static str,
    /// What an address there begins with.
    pub(crate) name: &'static str,
    pub(crate) authority: &'static str,
    is_town: bool,
}

fn places() -> &'static [Place] {
    static PLACES: OnceLock<Vec<Place>> = OnceLock::new();
    PLACES.get_or_init(|| include_str!("places.tsv").lines().filter_map(Place::of_row).collect())
}

const ROADS: [&str; 24] = [
    "建设路",
    "和平街",
    "中山东路",
    "人民北路",
    "解放大街",
    "文化路",
    "朝阳门内大街",
    "翠微南里",
    "学院路",
    "五一大道",
    "长寿巷",
    "柳芳胡同",
    "二龙路",
    "光明西街",
    "鹭江道",
    "渭阳路",
    "天目山路",
    "赣江南大道",
    "漓江北路",
    "岷山饭店后街",
    "燕翅山路",
    "榕城横街",
    "珞狮北路",
    "黔灵东路",
];
const ESTATES: [&str; 10] = [
    "幸福家园",
    "紫荆苑",
    "世纪新城",
    "阳光花园",
    "翡翠湾小区",
    "丽景雅居",
    "铁路新村",
    "棉纺厂宿舍",
    "鑫源国际公寓",
    "滨河嘉园",
];
const TOWNS: [&str; 22] = [
    "城关镇",
    "太平镇",
    "石桥乡",
    "柳河镇",
    "双龙镇",
    "大营乡",
    "沙河镇",
    "黄土岭镇",
    "青山乡",
    "古城镇",
    "马家营乡",
    "新华街道",
    "永兴镇",
    "红旗乡",
    "官渡镇",
    "龙潭镇",
    "崇礼乡",
    "毛坝镇",
    "鹤峰镇",
    "箐口乡",
    "畈塘镇",
    "圩上镇",
];
const VILLAGES: [&str; 24] = [
    "王家庄村",
    "上河村",
    "李家沟村",
    "东风村",
    "塘边村",
    "石门坎村",
    "杨柳村",
    "小寨村",
    "后坪村",
    "前进村",
    "大湾村",
    "下洼子村",
    "赵疃村",
    "坳上村",
    "陈埠村",
    "刘垸村",
    "竹园村",
    "桃花村",
    "双井村",
    "岔河村",
    "古榕村",
    "峁梁村",
    "红星村",
    "窑头村",
];
/// Towns and villages of Xinjiang, Tibet and Mongolia have names of other languages.
const FAR_TOWNS: [&str; 8] = [
    "巴格其镇",
    "喀拉塔格乡",
    "伊斯拉木阿瓦提乡",
    "布拉克苏乡",
    "阿克苏巴什镇",
    "托万乡",
    "克孜勒苏乡",
    "吐曼塔勒乡",
];
const FAR_VILLAGES: [&str; 8] = [
    "阔什艾日克村",
    "巴扎村",
    "英阿瓦提村",
    "喀拉亚村",
    "尤喀克买里村",
    "吐格曼贝希村",
    "阿热勒村",
    "库木恰克村",
];

impl Place {
    fn of_row(row: &'static str) -> Option<Self> {
        let mut columns = row.split('\t');
        let place = Self {
            code: columns.next().filter(|code| !code.starts_with('#'))?,
            name: columns.next()?,
            authority: columns.next()?,
            is_town: columns.next()? == "t",
        };
        Some(place)
    }

    pub(crate) fn any(chance: &mut Chance) -> Self {
        *chance.of(places())
    }

    /// An address, from a street and a number up to a door in a long row of words.
    pub(crate) fn address(&self, chance: &mut Chance) -> String {
        let rest = if self.is_town { in_town(chance) } else { self.on_the_land(chance) };
        format!("{}{rest}", self.name)
    }

    fn on_the_land(&self, chance: &mut Chance) -> String {
        let far = self.code.starts_with("65");
        let (town, village) = if far {
            (*chance.of(&FAR_TOWNS), *chance.of(&FAR_VILLAGES))
        } else {
            (*chance.of(&TOWNS), *chance.of(&VILLAGES))
        };
        let number = chance.below(180) + 1;
        let group = chance.below(14) + 1;
        match chance.below(8) {
            0 => format!("{town}{village}"),
            1 => format!("{town}{village}{number}号"),
            2 => format!("{town}{village}{group}组"),
            3 | 4 => format!("{town}{village}{group}组{number}号"),
            5 => format!("{town}{village}村委会{village}小组{number}号"),
            6 => format!("{town}{village}第{group}村民小组{number}-{group}号"),
            _ => format!("{town}{village}民委员会{group}队{number}号附{group}号"),
        }
    }
}

fn in_town(chance: &mut Chance) -> String {
    let (road, estate) = (*chance.of(&ROADS), *chance.of(&ESTATES));
    let number = chance.below(399) + 1;
    let house = chance.below(28) + 1;
    let entrance = chance.below(6) + 1;
    let door = 100 * (chance.below(24) + 1) + chance.below(8) + 1;
    let letter = *chance.of(&['A', 'B', 'C', 'D', 'E']);
    let stem = *chance.of(&['甲', '乙', '丙']);
    match chance.below(13) {
        // Some have no number, and take one line.
        0 if number.is_multiple_of(3) => road.to_owned(),
        0 => format!("{road}{number}号"),
        1 => format!("{road}{stem}{house}号"),
        2 => format!("{road}{number}号{house}栋{door}"),
        3 => format!("{road}{number}-{house}号"),
        4 => format!("{road}{number}号{estate}{letter}座{door}号"),
        5 => format!("{road}{number}号院{house}号楼{entrance}单元{door}室"),
        6 => format!("{road}{number}号{estate}{house}幢{entrance}单元{door}室"),
        7 => format!("{estate}{house}号楼{entrance}-{door}"),
        8 => format!("{road}{number}弄{house}号{door}室"),
        9 => format!("{road}街道{estate}社区{road}{number}号{house}号楼{stem}门{door}室"),
        10 => format!("{road}{number}号{letter}{house}-{door}房"),
        11 => {
            format!("{road}街道{estate}社区居民委员会{number}号{house}号楼{entrance}单元{door}室")
        }
        _ => format!("{road}{number}号附{house}号{entrance}-{door}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_a_code_of_six_digits_and_an_authority_that_a_card_can_hold() {
        assert!(places().len() > 80);
        for place in places() {
            assert_eq!(place.code.len(), 6, "{place:?}");
            assert!(place.code.bytes().all(|byte| byte.is_ascii_digit()), "{place:?}");
            let characters = place.authority.chars().count();
            assert!((4..=14).contains(&characters), "{place:?} has {characters}");
            assert!(place.authority.contains("公安局"), "{place:?}");
        }
    }
}
