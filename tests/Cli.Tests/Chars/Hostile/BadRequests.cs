using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Actors.Cli.Tests.Chars.Hostile;

/// <summary>Makes up requests that are wrong in ways that people, programs and attackers get wrong.</summary>
internal sealed class BadRequests(Random random)
{
    private static readonly string[] Terms =
    [
        "cat", "face", "\"", "\"cat", "(", ")", "((((((", "OR", "-", "--", "-cat", "cat*", "*", "*cat", "gc:", "gc:Xx", "gc:So", "sc:Klingon", "block:Nowhere",
        "age>=99", "age<=x", "is:nice", "foo:bar", "kw.xx:a", "kw.pt:coração", "U+", "U+110000", "U+D800", "U+265C", "0x", "0xFFFFFFFF", "&#99999999;", "&#x;",
        "\\u12", "\\u{}", "%E2%99", "%", "dec:-1", "dec:99999999999", "utf8:ff", "utf8:e2 99", "U+26FF..U+2600", "U+0..U+10FFFF", "..", "♜", "ß", "ﬁ", "\u0301",
        "\U0001F600", "\uFFFD", "<script>", "' OR 1=1", "\t", "\n", "\u0000", "\u001F", "\u2028", "{}", "[]", "\\",
    ];

    private static readonly string[] Encoded =
        ["%", "%2", "%zz", "%FF", "%C0%80", "%ED%A0%80", "%F4%90%80%80", "%00", "%0A", "%E2%99%9C", "+", "%20", "&&", "=", "q=1", "#", "%25", "cat", "face"];

    private static readonly string[] Parameters =
        ["mode=seed", "mode=words", "mode=smart", "mode=", "mode=best", "sort=cp", "sort=relevance", "sort=x", "limit=0", "limit=201", "limit=-1", "limit=1e9",
            "limit=", "limit=3", "after=", "after=x", "after=AYpBQq9e03LKlyXxiwAAAAAAAAA5rUC0Jg", "unicode=14", "unicode=99", "unicode=", "start=-1", "start=99999999999",
            "start=5&stop=2", "stop=3", "start=1&after=x", "foo=1", "q=again", "limit=2&limit=3"];

    private static readonly string[] Codes =
        ["U+110000", "110000", "D800", "0378", "FFFF", "zz", "U+", "1F1E7-1F1F7", "1F1E7--", "-", "%FF", "%00", "..%2f..", "265C265C265C", "41", "U+41", "10FFFF", "%E2%99%9C", "facets"];

    public string Query()
    {
        var text = string.Join(Once(5) ? "" : " ", Enumerable.Range(0, random.Next(0, 7)).Select(_ => Of(Terms)));
        return Once(40) ? text + new string('a', random.Next(200, 3000)) : text;
    }

    /// <summary>A request target, perhaps wrongly encoded.</summary>
    public string Target()
    {
        var path = random.Next(8) switch { 0 => "/v1/chars/facets", 1 => $"/v1/chars/{Of(Codes)}", 2 => "/chars", _ => "/v1/chars" };
        var query = Once(3) ? string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Of(Encoded))) : Uri.EscapeDataString(Query());
        var parameters = string.Concat(Enumerable.Range(0, random.Next(0, 3)).Select(_ => "&" + Of(Parameters)));
        return Once(20) ? $"{path}?{parameters}" : $"{path}?q={query}{parameters}";
    }

    public string Frame()
    {
        var id = Of(["1", "1", "2", "3", "", new string('i', 65), "\u0000"]);
        var frame = random.Next(12) switch
        {
            0 => $$"""{"type":"more","id":{{JsonSerializer.Serialize(id)}},"n":{{Of(["0", "-1", "1001", "7", "1e99", "\"x\"", "null"])}}}""",
            1 => $$"""{"type":"unsubscribe","id":{{JsonSerializer.Serialize(id)}}}""",
            2 => Of(["", "{", "[]", "null", "{\"type\":1}", "{\"type\":\"search\"}", "{\"type\":\"serch\",\"id\":\"1\"}", "{\"type\":\"search\",\"id\":\"1\",\"q\":\"\\ud800\"}",
                "{\"type\":\"search\",\"id\":\"1\",\"q\":5}", "{\"type\":\"search\",\"id\":\"1\",\"q\":\"cat\",\"x\":1}", new string('[', 5000), "{\"type\":\"more\"}"]),
            _ => $$"""{"type":"search","id":{{JsonSerializer.Serialize(id)}},"q":{{JsonSerializer.Serialize(Query())}}{{Member()}}}""",
        };
        return Once(50) ? frame[..random.Next(frame.Length)] : frame;
    }

    /// <summary>A line of TCP, its end included; seldom over-long, seldom no UTF-8.</summary>
    public byte[] Line()
    {
        var line = Encoding.UTF8.GetBytes(Query().ReplaceLineEndings(" ")).ToList();
        if (Once(30))
            line.InsertRange(random.Next(line.Count + 1), [0xFF, 0xF4]);
        if (Once(60))
            line.AddRange(Enumerable.Repeat((byte)'x', random.Next(4000, 9000)));
        return [.. line, .. Once(2) ? "\n"u8 : "\r\n"u8];
    }

    private string Member() => random.Next(6) switch
    {
        0 => $",\"limit\":{Of(["0", "201", "3", "2.5", "\"5\"", "-9223372036854775809"])}",
        1 => $",\"mode\":{Of(["\"seed\"", "\"best\"", "null", "7", "\"smart\""])}",
        2 => $",\"unicode\":{Of(["\"14\"", "\"99\"", "14", "\"\""])}",
        3 => $",\"sort\":{Of(["\"cp\"", "\"relevance\"", "\"x\"", "{}"])}",
        _ => random.Next(2).ToString(CultureInfo.InvariantCulture) is "0" ? ",\"limit\":2" : "",
    };

    private bool Once(int times) => random.Next(times) == 0;

    private string Of(string[] list) => list[random.Next(list.Length)];
}
