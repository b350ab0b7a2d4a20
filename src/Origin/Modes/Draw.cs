using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Origin.Modes;

/// <summary>Chance that can be repeated: the same seed, purpose, path and attempt always draw the same number.</summary>
internal static class Draw
{
    /// <summary>
    /// From 0 up to, not including, 1: the first 53 bits of the SHA-256 of <c>seed|purpose|path|attempt</c> in UTF-8. Slower than a
    /// mixing function, but anybody can compute it in any language to foretell a run.
    /// </summary>
    public static double Of(long seed, string purpose, string path, int attempt)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{purpose}|{path}|{attempt}"), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
