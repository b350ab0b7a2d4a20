using System.Globalization;
using System.Text;
using Actors.Gateway.Chars;
using Actors.Gateway.Problems;

namespace Actors.Gateway.Tests.Chars;

public sealed class PercentTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("a+b", "a b")]
    [InlineData("a%2Bb%20c", "a+b c")]
    [InlineData("%e2%99%9C%F0%9F%90%B1x", "♜🐱x")]
    [InlineData("%F4%8F%BF%BF", "\U0010FFFF")]
    [InlineData("%EF%BF%BD", "\uFFFD")]
    [InlineData("%00a", "\0a")]
    public void Valid_text_is_decoded(string raw, string text) => Assert.Equal(text, PercentText.Decode(raw, "q", plusIsSpace: true));

    [Fact]
    public void A_plus_of_a_path_is_a_plus() => Assert.Equal("U+265C ", PercentText.Decode("U+265C%20", "code", plusIsSpace: false));

    [Fact]
    public void Any_text_survives_and_any_bytes_are_either_text_or_refused()
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"ACTORS_SEED={seed}");
        var random = new Random(seed);
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(0, 12)];
            random.NextBytes(bytes);
            var raw = string.Concat(bytes.Select(value =>
                value is > 0x20 and < 0x7F and not ((byte)'%' or (byte)'+') && random.Next(2) == 0 ? ((char)value).ToString() : $"%{value:X2}"));
            string? expected = null;
            try
            {
                expected = strict.GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
            }

            if (expected is null)
                Assert.Equal("invalid_encoding", Assert.Throws<ProblemException>(() => PercentText.Decode(raw, "q", true)).Problem.Code);
            else
                Assert.Equal(expected, PercentText.Decode(raw, "q", plusIsSpace: true));
        }
    }

    [Fact]
    public void Length_does_not_matter() =>
        Assert.Equal(new string('♜', 2_000), PercentText.Decode(string.Concat(Enumerable.Repeat("%E2%99%9C", 2_000)), "q", plusIsSpace: true));
}
