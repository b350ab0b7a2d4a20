using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Actors.FaultBench;

/// <summary>The origin's chance, foretold as docs/origin.md says that anybody can.</summary>
internal static class Draw
{
    /// <summary>From 0 up to, not including, 1: the first 53 bits of the SHA-256 of <c>seed|purpose|path|attempt</c>.</summary>
    public static double Of(long seed, string purpose, string path, int attempt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{purpose}|{path}|{attempt}"));
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
