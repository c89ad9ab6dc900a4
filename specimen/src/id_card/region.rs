//! Regions: the first digits of an ID number, a made-up address, and the authority that issues cards there.

use std::sync::OnceLock;

use crate::random::Random;

/// A county or district.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Region {
    /// Six digits of GB/T 2260, in one of its editions.
    pub(crate) code: &'static str,
    /// The beginning of an address in the region.
    pub(crate) name: &'static str,
    pub(crate) authority: &'static str,
    is_town: bool,
}

fn regions() -> &'static [Region] {
    static REGIONS: OnceLock<Vec<Region>> = OnceLock::new();
    REGIONS
        .get_or_init(|| include_str!("regions.tsv").lines().filter_map(Region::parse_row).collect())
}

const STREETS: [&str; 24] = [
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
/// Towns and villages of the far west, whose names come from other languages.
const WESTERN_TOWNS: [&str; 8] = [
    "巴格其镇",
    "喀拉塔格乡",
    "伊斯拉木阿瓦提乡",
    "布拉克苏乡",
    "阿克苏巴什镇",
    "托万乡",
    "克孜勒苏乡",
    "吐曼塔勒乡",
];
const WESTERN_VILLAGES: [&str; 8] = [
    "阔什艾日克村",
    "巴扎村",
    "英阿瓦提村",
    "喀拉亚村",
    "尤喀克买里村",
    "吐格曼贝希村",
    "阿热勒村",
    "库木恰克村",
];

impl Region {
    fn parse_row(row: &'static str) -> Option<Self> {
        let mut columns = row.split('\t');
        let region = Self {
            code: columns.next().filter(|code| !code.starts_with('#'))?,
            name: columns.next()?,
            authority: columns.next()?,
            is_town: columns.next()? == "t",
        };
        Some(region)
    }

    pub(crate) fn choose(random: &mut Random) -> Self {
        *random.pick(regions())
    }

    /// A made-up address: from a street and a number up to a flat in a long line of parts.
    pub(crate) fn address(&self, random: &mut Random) -> String {
        let rest = if self.is_town { town_address(random) } else { self.village_address(random) };
        format!("{}{rest}", self.name)
    }

    fn village_address(&self, random: &mut Random) -> String {
        let is_far_west = self.code.starts_with("65");
        let (town, village) = if is_far_west {
            (*random.pick(&WESTERN_TOWNS), *random.pick(&WESTERN_VILLAGES))
        } else {
            (*random.pick(&TOWNS), *random.pick(&VILLAGES))
        };
        let number = random.below(180) + 1;
        let group = random.below(14) + 1;
        match random.below(8) {
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

fn town_address(random: &mut Random) -> String {
    let (street, estate) = (*random.pick(&STREETS), *random.pick(&ESTATES));
    let number = random.below(399) + 1;
    let building = random.below(28) + 1;
    let entrance = random.below(6) + 1;
    let door = 100 * (random.below(24) + 1) + random.below(8) + 1;
    let letter = *random.pick(&['A', 'B', 'C', 'D', 'E']);
    let stem = *random.pick(&['甲', '乙', '丙']);
    match random.below(13) {
        // Some addresses have no number and take one line.
        0 if number.is_multiple_of(3) => street.to_owned(),
        0 => format!("{street}{number}号"),
        1 => format!("{street}{stem}{building}号"),
        2 => format!("{street}{number}号{building}栋{door}"),
        3 => format!("{street}{number}-{building}号"),
        4 => format!("{street}{number}号{estate}{letter}座{door}号"),
        5 => format!("{street}{number}号院{building}号楼{entrance}单元{door}室"),
        6 => format!("{street}{number}号{estate}{building}幢{entrance}单元{door}室"),
        7 => format!("{estate}{building}号楼{entrance}-{door}"),
        8 => format!("{street}{number}弄{building}号{door}室"),
        9 => format!("{street}街道{estate}社区{street}{number}号{building}号楼{stem}门{door}室"),
        10 => format!("{street}{number}号{letter}{building}-{door}房"),
        11 => {
            format!(
                "{street}街道{estate}社区居民委员会{number}号{building}号楼{entrance}单元{door}室"
            )
        }
        _ => format!("{street}{number}号附{building}号{entrance}-{door}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_has_a_six_digit_code_and_a_short_authority() {
        assert!(regions().len() > 80);
        for region in regions() {
            assert_eq!(region.code.len(), 6, "{region:?}");
            assert!(region.code.bytes().all(|byte| byte.is_ascii_digit()), "{region:?}");
            let characters = region.authority.chars().count();
            assert!((4..=14).contains(&characters), "{region:?} has {characters}");
            assert!(region.authority.contains("公安局"), "{region:?}");
        }
    }
}
