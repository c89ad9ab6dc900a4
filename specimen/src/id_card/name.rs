//! Made-up names, by the naming customs of the 56 ethnic groups.

use sscard_shared::code::Sex;

use crate::random::Random;

/// Common surnames. Three of five Han holders have one of these.
const COMMON_SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤";
const UNCOMMON_SURNAMES: &str = "亓仝乜佘佟俞倪傅储冉冼冀刁劳包匡华单卜卞卓危厉占原古司吉后吾呼咸哈喻嘉国圣城塔夔奚娄安宁宓宗宦宫宰容宿寇富尚屈屠岑岳巢巩左巫师席干平应庄库庞康庾廉弓强彤戈戎成戚房扈扶敖文斐於施时昌明昝晁晏景暨暴曲曾朴权束来查柏柯柳柴栾桂桑梅楚樊欧步殷毕池沃沙洪浦涂涉游温湛满滑滕漆濮焦燕牛牟狄玄甄甘生申益盖盛相瞿祁祝禹禚管籍米粟糜索红纪纵经练绪缪羊羿翁翟耿聂胥能臧舒良艾芦花苌苑苗茅茹荀荆荣莘蒙蒲蓝蔚蔺薄蘧虞蚁蛮衡裘裴解言訾詹褚褟谈谌谷豆贡贲费路车辛辜边达连迟逄逯遇道邢那邬邰郁郏郗郦郯都鄂酆银锺长闵阎阙阚阮阳隆隗雍雒霍靳鞠鞠项须颜饶骆鱼鲁鲍麦麻鹿齐";
const COMPOUND_SURNAMES: [&str; 12] = [
    "欧阳", "司马", "上官", "诸葛", "皇甫", "慕容", "司徒", "令狐", "尉迟", "东方", "夏侯", "长孙",
];
/// Characters of given names for both sexes.
const GIVEN: &str = "安邦本斌博才超辰成承诚驰春聪达德登典东栋铎恩发帆凡方飞峰锋枫福辅刚歌冠光广贵国海翰瀚昊浩河恒弘宏鸿厚华辉会继佳家嘉坚建健江杰捷金锦劲晋京景敬靖举军君俊峻骏凯侃康可克奎坤昆兰岚乐磊黎理力立利栎良亮林霖麟灵凌令龙隆鲁陆洛满茂民敏明铭墨牧楠宁培沛鹏平屏朴普溥奇琦企启谦强乔桥勤青清庆秋权泉群然仁荣容融锐瑞润森山善尚绍申深升生声胜诗石实世士书淑树舒双朔思松嵩苏素太泰腾天田铁廷庭通同彤桐拓万望威巍唯维伟卫蔚温文闻武希熙喜贤咸祥翔向小晓孝欣新信星兴雄修旭选学勋亚延言岩炎彦焱雁阳杨业烨一伊怡宜以义亦屹易奕益逸毅银英盈永勇友佑余雨宇禹玉育煜毓元原源远岳悦跃越云允运泽增展章昭哲贞真振镇正政之知志治致智中忠洲竹卓子梓宗祖作";
const WOMENS_GIVEN: &str = "爱冰彩婵娟翠黛丹蒂娥芳芬凤芙馥桂荷虹花惠慧姬佳娇洁婕晶静菊娟琳玲莉丽莲琳璐曼玫梅美媚梦妙娜妮佩萍琪倩琼蓉蕊珊诗淑爽思素婷彤薇霞香筱馨欣秀雪雅妍艳燕瑶怡依颖莹影咏瑜玉园媛月悦芸珍芝珠姿紫馥蕾蓓婉娅滢漪嫣茜苒芷莺鹂嫒妤姝娴娉婧";
/// Rare characters that occur in real names, within GB 2312 and far beyond it.
const RARE: &str = "翀昇堃喆甯赟垚㻌㛃䶮𬱖𬀩𬭎𬭊𨱇𫍽𫖯𫘧𬴊𬬭珺玥玚璟璠瑄瑀珩琎琇瓒祎祺禛禔翊翯翛翾聿芃苳茉荇莙菡葳蕤曦昕昉昱晞晟晗暄暐暻曌奡奭妧妘姞姮娍婳嫄嬿宬寔寯屾峣崟嵘嶷巘弢彧忻怿恺悫惇愔懋戬旸旻昶杲枞柃栐栩桄桢梽棽楙榕榛樾橦檀沄沅泓泠泷洳洹浛浡浥涵淏淇淙淳湉湜湲溁溦滟滢漪潇潞潾澄澍澔澧澹濂濬瀛瀚灏炅炘炜炣炻烜烺焓焘焜焯煊煐煖煜煦熠熹燊燚燿爔爝甦畯皓皞盱睿矞砀砚硕祾稹穆笙筠箫箴篁籁粲綦绂绮绶缊缙缜翎翕翚翥耘胤舸菀萱葭蒨蓁蔓蔼薿藜蘅虢蜚衎衍裎裕覃訚詝諝謦谖谧豫贇贽赪赫跬轩辀辂逴遹邈邺郢酉醴釴鈊鉴銮鋆錞鎏鑫钊钧钰铄铖铠锟锴镒镕闳闿阗隽雯霁霄霆霭靓韫韬韶頔頠顒颀颉颢颿飏飔飚飒饬骁骋骐骥骧骦髦鸢鸷麒黻黼鼐龢龑";

const TURKIC_MEN: [&str; 24] = [
    "阿卜杜热合曼",
    "买买提",
    "阿不都克里木",
    "艾尔肯",
    "吐尔逊",
    "玉素甫",
    "依明江",
    "库尔班",
    "迪力木拉提",
    "努尔买买提",
    "艾合买提",
    "热合曼",
    "亚森",
    "木塔里甫",
    "阿布力米提",
    "伊力亚斯",
    "买合木提",
    "萨迪克",
    "图尔荪托合提",
    "巴合提别克",
    "叶尔兰",
    "加尼别克",
    "阿地力",
    "赛买提",
];
const TURKIC_WOMEN: [&str; 20] = [
    "迪丽努尔",
    "古丽巴哈尔",
    "阿依古丽",
    "热依汗古丽",
    "麦合木提罕",
    "古再丽努尔",
    "帕提古丽",
    "阿孜古丽",
    "茹克亚木",
    "玛依努尔",
    "祖丽胡玛尔",
    "布威海丽其汗",
    "阿米娜",
    "夏依旦",
    "坎吉汗",
    "再努热",
    "哈丽旦",
    "努尔比亚",
    "塔吉古丽",
    "米日古丽",
];
const TIBETAN: [&str; 28] = [
    "扎西", "次仁", "卓玛", "央金", "平措", "旦增", "洛桑", "格桑", "白玛", "索朗", "德吉", "拉姆",
    "多吉", "贡布", "达瓦", "尼玛", "边巴", "普布", "巴桑", "曲珍", "措姆", "旺堆", "罗布", "仁增",
    "欧珠", "朗杰", "益西", "强巴",
];
const MONGOL_MEN: [&str; 14] = [
    "巴特尔",
    "苏日勒和克",
    "阿拉坦乌拉",
    "哈斯额尔敦",
    "布和朝鲁",
    "那木吉拉",
    "朝格图",
    "乌力吉巴雅尔",
    "呼日勒",
    "宝音德力格尔",
    "斯琴毕力格",
    "额尔德木图",
    "达来",
    "孟和",
];
const MONGOL_WOMEN: [&str; 12] = [
    "其其格",
    "萨仁高娃",
    "乌云塔娜",
    "娜仁托娅",
    "阿拉坦其木格",
    "琪琪格玛",
    "斯日古楞",
    "敖登格日乐",
    "通拉嘎",
    "乌日汗",
    "苏布德",
    "海日",
];
const RUSSIAN: [&str; 8] =
    ["尼古拉", "安德烈", "娜塔莎", "伊万诺夫", "塔季扬娜", "米哈伊尔", "柳德米拉", "瓦西里"];

/// A name as a card prints it. A given name has only characters that can be printed.
pub(crate) fn choose_name(
    ethnicity: &str,
    sex: Sex,
    is_printable: impl Fn(char) -> bool,
    random: &mut Random,
) -> String {
    let has_own_naming = random.chance(0.8);
    match ethnicity {
        "05" | "17" | "29" | "41" | "43" | "50" if has_own_naming => turkic_name(sex, random),
        "02" if has_own_naming => {
            let men = sex == Sex::Male;
            (*if men { random.pick(&MONGOL_MEN) } else { random.pick(&MONGOL_WOMEN) }).to_owned()
        }
        "04" | "53" | "54" if has_own_naming => {
            format!("{}{}", random.pick(&TIBETAN), random.pick(&TIBETAN))
        }
        "44" if has_own_naming => format!("{}·{}", random.pick(&RUSSIAN), random.pick(&RUSSIAN)),
        _ => han_name(sex, is_printable, random),
    }
}

/// The own name and the father's. Some names have the grandfather's as well; these are the longest.
fn turkic_name(sex: Sex, random: &mut Random) -> String {
    let own = *if sex == Sex::Male { random.pick(&TURKIC_MEN) } else { random.pick(&TURKIC_WOMEN) };
    let father = *random.pick(&TURKIC_MEN);
    if random.chance(0.35) {
        return format!("{own}·{father}·{}", random.pick(&TURKIC_MEN));
    }
    format!("{own}·{father}")
}

fn han_name(sex: Sex, is_printable: impl Fn(char) -> bool, random: &mut Random) -> String {
    let mut name = match random.below(20) {
        0 => (*random.pick(&COMPOUND_SURNAMES)).to_owned(),
        1..=7 => pick_character(UNCOMMON_SURNAMES, random).to_string(),
        _ => pick_character(COMMON_SURNAMES, random).to_string(),
    };
    let letters = 1 + usize::from(random.chance(0.78));
    for _ in 0..letters {
        let is_rare = random.chance(0.18);
        let drawn = match sex {
            _ if is_rare => pick_character(RARE, random),
            Sex::Female if random.chance(0.6) => pick_character(WOMENS_GIVEN, random),
            Sex::Female | Sex::Male => pick_character(GIVEN, random),
        };
        name.push(if is_printable(drawn) { drawn } else { pick_character(GIVEN, random) });
    }
    name
}

fn pick_character(letters: &str, random: &mut Random) -> char {
    let letters: Vec<char> = letters.chars().collect();
    *random.pick(&letters)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sscard_shared::name::Name;

    use super::*;

    #[test]
    fn names_of_every_custom_hold_the_rules() {
        let mut random = Random::new(3, 1);
        for ethnicity in ["01", "02", "04", "05", "17", "44", "54"] {
            for sex in [Sex::Male, Sex::Female] {
                for _ in 0..60 {
                    let name = choose_name(ethnicity, sex, |_| true, &mut random);
                    assert!(Name::parse(&name).is_ok(), "{name}");
                }
            }
        }
    }

    #[test]
    fn given_names_have_no_unprintable_characters() {
        let mut random = Random::new(3, 2);
        for _ in 0..500 {
            let name = choose_name("01", Sex::Female, |letter| !RARE.contains(letter), &mut random);
            assert!(!name.chars().skip(1).any(|letter| "䶮𬱖㛃".contains(letter)), "{name}");
        }
    }

    #[test]
    fn given_names_have_several_hundred_characters() {
        let letters: BTreeSet<char> = GIVEN.chars().chain(WOMENS_GIVEN.chars()).collect();
        assert!(letters.len() > 350, "{}", letters.len());
    }
}
