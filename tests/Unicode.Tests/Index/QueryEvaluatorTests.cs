namespace Actors.Unicode.Tests.Index;

public sealed class QueryEvaluatorTests
{
    private readonly Random _random = Seeded.Random();

    [Theory]
    [InlineData(CharSort.CodePoint)]
    [InlineData(CharSort.Relevance)]
    public void Expressions_find_what_they_find_character_by_character(CharSort sort)
    {
        for (var count = 0; count < 150;)
        {
            var expression = Expression.Random(_random);
            if (expression.Terms > 16 || expression.Text.Length > 256)
                continue;

            var codes = expression.Codes;
            var total = Lookup.Total(expression.Text);
            Assert.True(total == codes.Length, $"{expression.Text}: {total} instead of {codes.Length}");
            // The total of large results says enough.
            if (total < 20_000)
                Assert.True(codes.SequenceEqual(Lookup.Codes(expression.Text, sort: sort).Order()), expression.Text);
            count++;
        }
    }

    [Theory]
    [InlineData("sc", "script")]
    [InlineData("scx", "scriptExtensions")]
    [InlineData("is", "properties")]
    public void Filters_by_script_and_property_agree_with_the_details(string field, string member)
    {
        var found = new Dictionary<string, HashSet<int>>();
        for (var count = 0; count < 300; count++)
        {
            var code = _random.Of(KnownCharacter.All).Code;
            var values = field == "sc" ? [Detail.Of(code).GetProperty(member).GetString()!] : Detail.Of(code).Texts(member);
            foreach (var value in values)
            {
                if (!found.TryGetValue(value, out var codes))
                    found.Add(value, codes = [.. Lookup.Codes($"{field}:{value}")]);
                Assert.Contains(code, codes);
            }

            Assert.All(found.Where(filter => !values.Contains(filter.Key)), filter => Assert.DoesNotContain(code, filter.Value));
        }
    }

    [Fact]
    public void Every_character_has_one_script()
    {
        var scripts = Facets.Of("U+0..U+10FFFF").GetProperty("script").EnumerateArray().Select(script => script.GetProperty("value").GetString());
        var total = scripts.Sum(script => Lookup.Total($"sc:{script}"));

        Assert.Equal(KnownCharacter.All.Length, total);
    }

    [Theory]
    [InlineData("sc:Grek", "sc:greek")]
    [InlineData("sc:GREEK", "script", false)]
    [InlineData("gc:Uppercase_Letter", "gc:lu")]
    [InlineData("gc:L", "gc:Ll,Lm,Lo,Lt,Lu")]
    [InlineData("gc:LC", "gc:lt,lu,ll")]
    [InlineData("gc:letter", "gc:L")]
    [InlineData("is:White-Space", "is:whitespace")]
    [InlineData("block:isArrows", "block:\"arrows\"")]
    [InlineData("age:6", "age=6.0")]
    [InlineData("is:emoji", "(is:emoji)")]
    public void Values_are_matched_loosely(string one, string other, bool isQuery = true)
    {
        Assert.NotEmpty(Lookup.Codes(one));
        if (isQuery)
            Assert.Equal(Lookup.Codes(other), Lookup.Codes(one));
    }

    [Theory]
    [InlineData("cat gc:Xx", 4, "gc:Xx", "Lu")]
    [InlineData("sc:Gothik", 0, "sc:Gothik", "Gothic")]
    [InlineData("scx:Gothik", 0, "scx:Gothik", "Gothic")]
    [InlineData("block:Arows", 0, "block:Arows", "Arrows")]
    [InlineData("is:emojy", 0, "is:emojy", "Emoji")]
    [InlineData("age:6.4", 0, "age:6.4", "6.3")]
    [InlineData("kw.xx:cat", 0, "xx", "pt")]
    public void An_unknown_value_is_refused_with_the_known(string query, int position, string named, string known)
    {
        var refused = Lookup.Refused(() => Lookup.Find(query));

        Assert.Equal(("unknown_value", "q", position), (refused.Code, refused.Field, refused.Position));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Contains(known, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nv:5")]
    [InlineData("dt:wide")]
    [InlineData("cat bidi:L")]
    public void Fields_without_data_are_refused_by_name(string query) =>
        Assert.Equal("unknown_field", Lookup.Refused(() => Lookup.Find(query)).Code);

    [Theory]
    [InlineData("♜♜a", null)]
    [InlineData("♜♖♜", new[] { 0x265C, 0x2656, 0x265C })]
    [InlineData("🇧🇷", new[] { 0x1F1E7, 0x1F1F7 })]
    [InlineData("U+D800", new[] { 0xD800 })]
    [InlineData("U+E000", new[] { 0xE000 })]
    [InlineData("U+FFFF", new[] { 0xFFFF })]
    [InlineData("U+0378", new[] { 0x378 })]
    [InlineData("E000", new[] { 0xE000 })]
    [InlineData("utf8:e2999c", new[] { 0x265C })]
    [InlineData("utf8:e2 99 9c black", new[] { 0x265C })]
    [InlineData("♜♖ white", new[] { 0x2656 })]
    [InlineData("dec:9820", new[] { 0x265C })]
    [InlineData("&", new int[0])]
    public void Codes_and_literals_find_themselves(string query, int[]? codes)
    {
        if (codes is null)
            Assert.Equal(WordModel.FullNames.Having("A"), Lookup.Codes(query));
        else
            Assert.Equal(codes, Lookup.Codes(query));
    }

    [Theory]
    [InlineData("U+265C OR U+0378", new[] { 0x378, 0x265C })]
    [InlineData("U+265C OR (\\ud800 OR ♜ OR dec:888)", new[] { 0x378, 0x265C, 0xD800 })]
    [InlineData("U+E000 OR U+E000", new[] { 0xE000 })]
    [InlineData("♜ -U+0378", new[] { 0x265C })]
    public void Codes_that_are_no_listed_characters_are_found_among_codes(string query, int[] codes)
    {
        foreach (var mode in new[] { CharMode.Words, CharMode.Smart })
        {
            foreach (var sort in new[] { CharSort.CodePoint, CharSort.Relevance })
                Assert.Equal(codes, Lookup.Codes(query, mode, sort: sort));
        }

        Assert.Equal(codes.Length, Facets.Of(query).GetProperty("total").GetInt32());
    }

    [Fact]
    public void With_a_version_they_are_results_as_they_are_alone()
    {
        Assert.Equal([0x265C, 0xE000], Lookup.Codes("U+E000 OR U+265C OR U+0378", unicode: "6.3"));
        Assert.Empty(Lookup.Codes("U+0378", unicode: "6.3"));
    }

    [Theory]
    [InlineData("cat OR U+0378", 7, "U+0378")]
    [InlineData("U+E000 cat", 0, "U+E000")]
    [InlineData("U+0378 -cat", 0, "U+0378")]
    [InlineData("(cat OR \\ud800) face", 8, "U+D800")]
    [InlineData("U+2600..U+26FF OR dec:9820,888", 18, "U+0378")]
    [InlineData("265C OR U+0378", 8, "U+0378")]
    public void Beside_anything_else_they_are_refused_and_never_left_out(string query, int position, string named)
    {
        foreach (var mode in new[] { CharMode.Words, CharMode.Smart })
        {
            var refused = Lookup.Refused(() => Lookup.Find(query, mode));

            Assert.Equal(("bad_term", "q", position), (refused.Code, refused.Field, refused.Position));
            Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Only_exclusions_leave_the_other_named_characters()
    {
        Assert.Equal(172_808 - 988 - 8, Lookup.Total("-digit"));
        Assert.Equal(0, Lookup.Total("-(-digit) -digit"));
    }
}
