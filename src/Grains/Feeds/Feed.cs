using System.Security.Cryptography;
using System.Text;
using Actors.Grains.Origins;

namespace Actors.Grains.Feeds;

/// <summary>A configured feed, checked and ready to use.</summary>
internal sealed record Feed : Upstream
{
    public override string Section => $"Feeds:{Label}";

    public required UrlTemplate Template { get; init; }

    public required Uri Url { get; init; }

    /// <summary>Hash of <see cref="Url"/>.</summary>
    public string Source => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Url.AbsoluteUri)));

    /// <summary>What is stored is for ever, as the book's copy.</summary>
    public required bool IsFetchedOnce { get; init; }

    /// <summary>A record would print its members, and secrets are among them.</summary>
    public override string ToString() => Label;
}
