using System.Globalization;
using System.Text;
using System.Text.Json;
using Actors.Gateway.Json;

namespace Actors.Gateway.Tests.Json;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("", -1)]
    [InlineData(@"plain \"" \\ \ud83d\udc31", -1)]
    [InlineData(@"\\ud800", -1)]
    [InlineData(@"\uD800", 0)]
    [InlineData(@"a\udc31\ud83d", 1)]
    [InlineData(@"a\ud83d\ud83d\udc31", 1)]
    [InlineData(@"é♜🐱\n\u0041\ud83dx", 6)]
    [InlineData(@"\ud83d🐱", 0)]
    public void The_first_half_is_found(string content, int position) =>
        Assert.Equal(position, JsonText.IndexOfLoneSurrogate(Encoding.UTF8.GetBytes($"\"{content}\"")));

    [Fact]
    public void It_agrees_with_the_decoded_text()
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"ACTORS_SEED={seed}");
        var random = new Random(seed);
        string[] pieces = ["a", "\u00E9", "\U0001F431", "\uD83D", "\uDC31", "\n", "\"", "\\"];
        for (var round = 0; round < 5_000; round++)
        {
            var text = string.Concat(random.GetItems(pieces, random.Next(8)));
            var raw = new StringBuilder("\"");
            for (var at = 0; at < text.Length; at++)
            {
                if (char.IsSurrogatePair(text, at) && random.Next(2) == 0)
                    raw.Append(text.AsSpan(at++, 2));
                else
                    raw.Append(char.IsSurrogate(text[at]) ? $"\\u{(int)text[at]:x4}" : JsonEncodedText.Encode(text[at].ToString()).ToString());
            }

            var bytes = Encoding.UTF8.GetBytes(raw.Append('"').ToString());
            Assert.Equal(IndexOfLone(text), JsonText.IndexOfLoneSurrogate(bytes));
        }
    }

    private static int IndexOfLone(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text, at))
                return at;
            at++;
        }

        return -1;
    }
}
