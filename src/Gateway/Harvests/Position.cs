using System.Globalization;

namespace Actors.Gateway.Harvests;

/// <summary>A place in a harvest's log: everything up to <paramref name="Seq"/> is known. Written <c>epoch:seq</c>.</summary>
internal readonly record struct Position(string Epoch, long Seq)
{
    public const int MaxEpoch = 64;

    public static bool TryParse(string text, out Position position)
    {
        var colon = text.LastIndexOf(':');
        position = default;
        if (colon is < 1 or > MaxEpoch
            || !long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
            return false;
        position = new Position(text[..colon], seq);
        return true;
    }
}
