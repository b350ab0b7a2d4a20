using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Actors.Gateway.Problems;

namespace Actors.Gateway.Harvests;

/// <summary>Ids of harvests: 32 lower-case hexadecimal digits.</summary>
internal static class HarvestId
{
    private const int Length = 32;
    private const int MaxKey = 255;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static string New() => Guid.CreateVersion7().ToString("n");

    /// <summary>
    /// The id of the harvest that a request with this <c>Idempotency-Key</c> starts: the same key leads to the same grain
    /// through any gateway, so the grain alone decides whether the request was seen before.
    /// </summary>
    /// <exception cref="ProblemException">The key is not 1-255 visible ASCII characters.</exception>
    public static string ForKey(string key)
    {
        if (key.Length is 0 or > MaxKey || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ProblemException(new Problem(
                StatusCodes.Status400BadRequest, "invalid_idempotency_key",
                $"The key must be 1 to {MaxKey} visible ASCII characters.", "Idempotency-Key"));
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes($"actors.idempotency-key:{key}")).AsSpan(0, 16);
        // Version 8 (RFC 9562 §5.8): custom, so that it can never equal one of New().
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>False for a text that no harvest can have as id; asking the cluster about it would only create an idle grain.</summary>
    public static bool IsPossible(string text) => text.Length == Length && !text.AsSpan().ContainsAnyExcept(Digits);
}
